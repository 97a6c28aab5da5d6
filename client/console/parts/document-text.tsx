import { useEffect, useRef } from 'react'
import './document-text.css'

/** Lines of a text, counted from 1. */
export interface Marked {
  first: number
  last: number
  effect: 'Allow' | 'Deny'
}

/** A policy document to be read, whose lines wrap. Marked lines come into view. */
export function DocumentText({ text, marked }: { text: string; marked?: Marked }) {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => {
    // In braces: newer browsers give a promise back, which React would take for a clean-up.
    void mark.current?.scrollIntoView({ block: 'nearest' })
  }, [text, marked?.first])
  if (!marked) return <pre className="document-text">{text}</pre>
  const lines = text.split('\n')
  const part = (from: number, to?: number) => lines.slice(from, to).join('\n')
  return (
    <pre className="document-text">
      {part(0, marked.first - 1)}
      <mark ref={mark} data-effect={marked.effect}>
        {part(marked.first - 1, marked.last)}
      </mark>
      {part(marked.last)}
    </pre>
  )
}
