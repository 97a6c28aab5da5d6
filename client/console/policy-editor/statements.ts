/** A statement as the form shows it. What the form does not know keeps its place in `rest`. */
export interface FormStatement {
  effect: 'Allow' | 'Deny'
  actions: string[]
  not: boolean
  resources: string[]
  rest: Record<string, unknown>
}

interface JsonStatement {
  Effect?: unknown
  Action?: unknown
  NotAction?: unknown
  Resource?: unknown
}

/** Undefined where the text is no JSON, or has elements that the form can't show (NotResource, Principal). */
export function parsedStatements(text: string): FormStatement[] | undefined {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown }
    const list = Array.isArray(Statement) ? Statement : [Statement]
    const parsed = list.map((one) => parsedStatement(one as JsonStatement))
    return parsed.every((one) => one !== undefined) ? (parsed as FormStatement[]) : undefined
  } catch {
    return undefined
  }
}

function parsedStatement(statement: JsonStatement | null): FormStatement | undefined {
  if (typeof statement !== 'object' || statement === null) return undefined
  const { Effect, Action, NotAction, Resource, ...rest } = statement
  if ((Effect !== 'Allow' && Effect !== 'Deny') || 'NotResource' in rest || 'Principal' in rest) return undefined
  const actions = strings(NotAction ?? Action)
  const resources = strings(Resource)
  if (!actions || !resources) return undefined
  return { effect: Effect, actions, not: NotAction !== undefined, resources, rest }
}

function strings(value: unknown): string[] | undefined {
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return list.every((item) => typeof item === 'string') ? (list as string[]) : undefined
}

const scalar = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 && list[0] !== undefined ? list[0] : list

/** The text with other statements; Version and Id stay as they are. */
export function withStatements(text: string, statements: readonly FormStatement[]): string {
  const policy = JSON.parse(text) as Record<string, unknown>
  const Statement = statements.map(({ effect, actions, not, resources, rest }) => {
    const { Sid, ...others } = rest
    return {
      ...(Sid === undefined ? {} : { Sid }),
      Effect: effect,
      [not ? 'NotAction' : 'Action']: scalar(actions),
      Resource: scalar(resources),
      ...others,
    }
  })
  return JSON.stringify({ ...policy, Statement }, null, 2)
}
