import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { texts } from '../texts.js'
import { TermText } from './term-text.js'
import { TERMS } from './terms.js'
import '../lab.css'

/** All terms in the order of the alphabet. The address can name one, as `#term-arn`. */
export default function TermsPage() {
  const { hash, key } = useLocation()
  useEffect(() => {
    const asked = hash === '' ? null : document.getElementById(hash.slice(1))
    if (!asked) return
    // The frame shows a new page from its top, and gives its heading the focus.
    const frame = requestAnimationFrame(() => {
      asked.scrollIntoView({ block: 'start' })
      asked.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [hash, key])
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.termsIntro}>
          {texts.terms}
        </Header>
      }
    >
      <dl className="lesson-terms">
        {TERMS.map(({ id, name, text }) => (
          <div key={id}>
            <dt id={`term-${id}`} tabIndex={-1}>
              {name}
            </dt>
            <dd>
              <TermText text={text} but={id} />
            </dd>
          </div>
        ))}
      </dl>
    </ContentLayout>
  )
}
