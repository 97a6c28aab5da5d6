import DOMPurify from 'dompurify'
import { Marked } from 'marked'
import type { MouseEvent } from 'react'
import { texts } from './texts.js'
import './lab.css'

/** A block of code has a button that copies it. */
const marked = new Marked({
  renderer: {
    code: ({ text }) =>
      `<div class="lesson-code"><button type="button" class="lesson-copy">${texts.copy}</button><pre><code>${escaped(text)}</code></pre></div>`,
  },
})

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A lesson's text; whatever a lesson file holds, no script comes out of it. */
export default function Markdown({ text }: { text: string }) {
  const html = DOMPurify.sanitize(marked.parse(text, { async: false }))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the buttons inside, which the keyboard reaches
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div className="lesson-text" onClick={(event) => void copyBlock(event)} dangerouslySetInnerHTML={{ __html: html }} />
  )
}

async function copyBlock({ target }: MouseEvent): Promise<void> {
  if (!(target instanceof HTMLButtonElement) || !target.matches('.lesson-copy')) return
  await navigator.clipboard.writeText(target.nextElementSibling?.textContent ?? '')
  target.textContent = texts.copied
  setTimeout(() => {
    target.textContent = texts.copy
  }, 2000)
}
