import { type Document, isNode, type LineCounter } from 'yaml'

/** Where a path of a YAML document stands, from 1: its own line, or the nearest one around it that has one. */
export function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length) as Iterable<unknown>, true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
