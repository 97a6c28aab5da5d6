import { piecesOf } from './find-terms.js'
import { TermTips } from './term-tips.js'

/** A plain text whose terms are explained. `but`: the term that the text itself explains. */
export function TermText({ text, but }: { text: string; but?: string }) {
  return (
    <TermTips>
      {piecesOf(text, new Set(but === undefined ? [] : [but])).map(({ text: words, term }) =>
        term === undefined ? (
          words
        ) : (
          <button key={term} type="button" className="lesson-term" data-term={term}>
            {words}
          </button>
        ),
      )}
    </TermTips>
  )
}
