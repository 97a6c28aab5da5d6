import DOMPurify from 'dompurify'
import { Marked, type MarkedExtension } from 'marked'
import type { MouseEvent } from 'react'
import { escapedHtml } from './escaped-html.js'
import { termMarks } from './terms/mark-terms.js'
import { TermTips } from './terms/term-tips.js'
import { texts } from './texts.js'
import './lab.css'

/** A block of code has a button that copies it. */
const code: MarkedExtension = {
  renderer: {
    code: ({ text }) =>
      `<div class="lesson-code"><button type="button" class="lesson-copy">${texts.copy}</button><pre><code>${escapedHtml(text)}</code></pre></div>`,
  },
}
const withTerms = new Marked(code, termMarks)
const plain = new Marked(code)

/** A lesson's text; whatever a lesson file holds, no script comes out of it. `terms`: false where nobody can ask, on paper. */
export default function Markdown({ text, terms = true }: { text: string; terms?: boolean }) {
  const html = DOMPurify.sanitize((terms ? withTerms : plain).parse(text, { async: false }))
  const body = (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the buttons inside, which the keyboard reaches
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div className="lesson-text" onClick={(event) => void copyBlock(event)} dangerouslySetInnerHTML={{ __html: html }} />
  )
  return terms ? <TermTips>{body}</TermTips> : body
}

async function copyBlock({ target }: MouseEvent): Promise<void> {
  if (!(target instanceof HTMLButtonElement) || !target.matches('.lesson-copy')) return
  await navigator.clipboard.writeText(target.nextElementSibling?.textContent ?? '')
  target.textContent = texts.copied
  setTimeout(() => {
    target.textContent = texts.copy
  }, 2000)
}
