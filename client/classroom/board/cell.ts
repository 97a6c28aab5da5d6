import type { BoardCell } from '../../../server/classroom/contract.js'
import { texts } from './texts.js'

const MARKS: Record<BoardCell['state'], string> = { passed: '✓', open: '▸', skipped: '↷', locked: '·' }

/** A cell as it is seen: the state has a sign of its own besides its colour. */
export function shortCell({ state, minutes, hints, mistakes }: BoardCell): { main: string; more: string } {
  const main = minutes === undefined ? MARKS[state] : `${MARKS[state]} ${minutes}′`
  const more = [hints > 0 ? `?${hints}` : '', mistakes > 0 ? `✗${mistakes}` : ''].filter(Boolean).join(' ')
  return { main, more }
}

/** The same in words, for screen readers and as its tooltip. */
export function longCell(column: string, { state, minutes, hints, mistakes }: BoardCell): string {
  const parts = [texts.state[state](minutes)]
  if (hints > 0) parts.push(texts.hints(hints))
  if (mistakes > 0) parts.push(texts.mistakes(mistakes))
  return `${column}: ${parts.join(', ')}`
}
