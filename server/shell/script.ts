import type { Bash } from 'just-bash/browser'

/** The parts of a script that just-bash has read, of which it doesn't export the types. */
export type Plugin = Parameters<Bash['registerTransformPlugin']>[0]
export type Script = Parameters<Plugin['transform']>[0]['ast']
export type Statement = Script['statements'][number]
export type Pipeline = Statement['pipelines'][number]
export type Node = Pipeline['commands'][number]
export type Simple = Extract<Node, { type: 'SimpleCommand' }>
export type Compound = Exclude<Node, { type: 'SimpleCommand' } | { type: 'FunctionDef' }>
export type Redirection = Simple['redirections'][number]
export type Word = NonNullable<Simple['name']>

export const word = (value: string): Word => ({ type: 'Word', parts: [{ type: 'Literal', value }] })

export const command = (name: string, args: Word[] = []): Simple => ({
  type: 'SimpleCommand',
  assignments: [],
  name: word(name),
  args,
  redirections: [],
})

export const statement = (only: Simple): Statement => ({
  type: 'Statement',
  pipelines: [{ type: 'Pipeline', commands: [only], negated: false }],
  operators: [],
  background: false,
})

/** `$?` */
export const LAST_STATUS: Word = { type: 'Word', parts: [{ type: 'ParameterExpansion', parameter: '?', operation: null }] }

export const redirection = (operator: '<' | '>>', path: string, fd: number | null = null): Redirection => ({
  type: 'Redirection',
  fd,
  operator,
  target: word(path),
})

/** A word that is what it says; undefined where it is quoted or has to be expanded. */
export function literal(one: Word | null | undefined): string | undefined {
  const parts = one?.parts.map((part) => (part.type === 'Literal' ? part.value : undefined)) ?? []
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join('')
}

/** The statements inside a block, its conditions among them. */
export function blocksOf(node: Compound): Statement[][] {
  switch (node.type) {
    case 'If':
      return [...node.clauses.flatMap(({ condition, body }) => [condition, body]), ...(node.elseBody ? [node.elseBody] : [])]
    case 'While':
    case 'Until':
      return [node.condition, node.body]
    case 'For':
    case 'CStyleFor':
    case 'Subshell':
    case 'Group':
      return [node.body]
    case 'Case':
      return node.items.map(({ body }) => body)
    default:
      return []
  }
}
