/**
 * How a version of a document is made from the next newer one: pieces that are copied, from a place and so many, or text
 * of its own. A policy has up to 150 versions that differ in a few actions, so this takes a fiftieth of their texts.
 */
export type Edit = [from: number, count: number] | string

/** A document in pieces: each ends after a comma, so that an action is one. */
export const piecesOf = (document: string): string[] => document.split(/(?<=,)/)

/** Goes back from a document, one version for each list of edits. */
export function restored(document: string, edits: readonly Edit[][]): string {
  let pieces = piecesOf(document)
  for (const step of edits) pieces = applied(step, pieces)
  return pieces.join('')
}

/** Copied one by one: `flatMap` takes four times as long, and a document can be 150 steps of 3,000 pieces away. */
function applied(step: readonly Edit[], newer: readonly string[]): string[] {
  const older: string[] = []
  for (const edit of step) {
    if (typeof edit === 'string') older.push(...piecesOf(edit))
    else for (let place = edit[0]; place < edit[0] + edit[1]; place++) older.push(newer[place] ?? '')
  }
  return older
}

/** The edits that make `older` from `newer`: the longest run that goes on from each place, again and again. */
export function editsBetween(newer: readonly string[], older: readonly string[]): Edit[] {
  const places = new Map<string, number[]>()
  for (const [place, piece] of newer.entries()) places.set(piece, [...(places.get(piece) ?? []), place])
  const edits: Edit[] = []
  for (let at = 0; at < older.length; ) {
    const [from, count] = longestRun(places.get(older[at] ?? '') ?? [], newer, older.slice(at))
    const last = edits.at(-1)
    if (count > 0) edits.push([from, count])
    else if (typeof last === 'string') edits[edits.length - 1] = last + older[at]
    else edits.push(older[at] ?? '')
    at += Math.max(1, count)
  }
  return edits
}

function longestRun(
  places: readonly number[],
  newer: readonly string[],
  older: readonly string[],
): [from: number, count: number] {
  let longest: [number, number] = [0, 0]
  for (const from of places) {
    let count = 0
    while (count < older.length && newer[from + count] === older[count]) count++
    if (count > longest[1]) longest = [from, count]
  }
  return longest
}
