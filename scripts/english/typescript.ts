import ts from 'typescript'
import type { Prose } from './sentences.js'

/** Errors whose first prose argument is a sentence of ours. AWS's own wordings are made by other builders. */
const OWN_ERRORS = new Set(['ApiError', 'CliError', 'StoreError', 'LessonError', 'SectionError'])

/** Every string of a source file, and the text between JSX tags. */
export function proseOfStrings(source: string, path: string): Prose[] {
  const file = parse(source, path)
  const found: Prose[] = []
  collect(file, file, found)
  return found
}

/** The sentences that a source file gives to errors of our own. */
export function proseOfErrors(source: string, path: string): Prose[] {
  const file = parse(source, path)
  const found: Prose[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && OWN_ERRORS.has(node.expression.text)) {
      for (const argument of node.arguments ?? []) collect(argument, file, found)
    } else ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const parse = (source: string, path: string): ts.SourceFile => ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)

/** Walks down to strings. A template's expressions count as one word each, and are walked too: they may hold strings. */
function collect(node: ts.Node, file: ts.SourceFile, found: Prose[]): void {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) add(textOf(node), node, file, found)
  else if (ts.isJsxText(node)) add(node.text, node, file, found)
  // A property's name isn't a text.
  if (ts.isPropertyAssignment(node)) collect(node.initializer, file, found)
  else ts.forEachChild(node, (child) => collect(child, file, found))
}

function textOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  if (ts.isStringLiteralLike(node)) return node.text
  return node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('')
}

function add(text: string, node: ts.Node, file: ts.SourceFile, found: Prose[]): void {
  // A single word is a key, an id or a label: no sentence to judge, but its spelling counts.
  if (!/\p{L}{2}/u.test(text)) return
  const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  // Lines and columns of a usage text are read one by one.
  const parts = text.includes('\n') ? text.split('\n').flatMap((row, index) => cells(row, line + index)) : [{ line, text }]
  found.push(...parts)
}

const cells = (row: string, line: number): Prose[] =>
  row
    .trim()
    .split(/\s{2,}/)
    .filter((cell) => /\p{L}/u.test(cell))
    .map((text) => ({ line, text }))
