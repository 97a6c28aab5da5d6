import { createPortal } from 'react-dom'
import Markdown from '../../lab/markdown.js'
import { type Entry, onPaper } from './sheet.js'
import { texts } from './texts.js'

/** What is printed. It stands beside the page, as the certificate does. */
export function SheetOnPaper({ heading, entries }: { heading: string; entries: readonly Entry[] }) {
  return createPortal(
    <article className="lesson-paper cheat-sheet-paper" aria-label={texts.title}>
      <h1>{heading}</h1>
      {onPaper(entries).map(({ id, title, done, recap, note }) => (
        <section key={id}>
          <h2>{title}</h2>
          {done ? <Markdown text={recap} terms={false} /> : null}
          {note.trim() === '' ? null : (
            <>
              <h3>{texts.yourNotes}</h3>
              <p className="cheat-sheet-note">{note}</p>
            </>
          )}
        </section>
      ))}
    </article>,
    document.body,
  )
}
