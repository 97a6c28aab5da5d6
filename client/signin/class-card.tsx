import { JOIN } from '../shared/addresses.js'
import type { OwnClass } from './own-class.js'
import { texts } from './texts.js'

/** Whose class this is, or the way into one. */
export function ClassCard({ of: { joined } }: { of: OwnClass }) {
  return (
    <section className="card">
      <h2>{joined ? texts.class(joined.title) : texts.joinTitle}</h2>
      <p>{joined ? texts.classText(joined.name) : texts.joinText}</p>
      <a href={JOIN}>{joined ? texts.joinAgain : texts.join}</a>
    </section>
  )
}
