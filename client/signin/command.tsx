import { Fragment } from 'react'

/** A command to type, which breaks between its words: a hyphen at the end of a line would look like one of the line. */
export function Command({ children }: { children: string }) {
  const words = children.split(' ').map((word, index) => ({ word, key: `${index} ${word}` }))
  return (
    <code>
      {words.map(({ word, key }, index) => (
        <Fragment key={key}>
          {index > 0 ? ' ' : null}
          <span className="word">{word}</span>
        </Fragment>
      ))}
    </code>
  )
}
