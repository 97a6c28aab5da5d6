import DOMPurify from 'dompurify'
import { marked } from 'marked'

/** A line of a lesson inside something else: a label, an option. */
export function InlineMarkdown({ text }: { text: string }) {
  const html = DOMPurify.sanitize(marked.parseInline(text, { async: false }))
  return <span className="lesson-text" dangerouslySetInnerHTML={{ __html: html }} />
}
