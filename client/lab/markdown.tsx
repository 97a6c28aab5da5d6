import DOMPurify from 'dompurify'
import { marked } from 'marked'
import './lab.css'

/** A lesson's text; whatever a lesson file holds, no script comes out of it. */
export default function Markdown({ text }: { text: string }) {
  const html = DOMPurify.sanitize(marked.parse(text, { async: false }))
  return <div className="lesson-text" dangerouslySetInnerHTML={{ __html: html }} />
}
