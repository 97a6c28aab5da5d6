import type { PolicySet } from '../../server/authorization/evaluate.js'
import type { AuthorizationRequest, Effect } from '../../server/authorization/types.js'

/**
 * A slow evaluator, written from the rules of the IAM User Guide one sentence at a time and sharing nothing with the
 * engine: "Policy evaluation logic", "Condition operators", "Variables and tags", "Principal". It reads the JSON afresh
 * for each question and turns patterns into regular expressions.
 */
interface JsonStatement {
  Effect: 'Allow' | 'Deny'
  Action?: string | string[]
  NotAction?: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Principal?: '*' | { AWS?: string | string[]; Service?: string | string[] }
  Condition?: Record<string, Record<string, string | string[]>>
}
interface JsonPolicy {
  Version?: string
  Statement: JsonStatement | JsonStatement[]
}

const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

/** A pattern as a regular expression: `*` any run, `?` one character; variables replaced, their values literal. */
function pattern(text: string, context: AuthorizationRequest['context'], version: string | undefined): RegExp | undefined {
  let unresolved = false
  const source = text.replace(/\$\{([^}]*)\}|[*?]|[^*?$]+|\$/g, (part, variable: string | undefined) => {
    if (variable !== undefined) {
      if (version !== '2012-10-17') return [...part].map(wild).join('')
      if (variable === '*' || variable === '?' || variable === '$') return escaped(variable)
      const value = context[variable.toLowerCase()]
      if (typeof value !== 'string') unresolved = true
      return escaped(typeof value === 'string' ? value : '')
    }
    return part === '*' || part === '?' ? wild(part) : escaped(part)
  })
  return unresolved ? undefined : new RegExp(`^${source}$`, 's')
}
const wild = (char: string): string => (char === '*' ? '.*' : char === '?' ? '.' : escaped(char))

function actionMatches(patterns: string[], action: string): boolean {
  return patterns.some(
    (text) => text === '*' || new RegExp(`^${[...text.toLowerCase()].map(wild).join('')}$`).test(action.toLowerCase()),
  )
}

/** Six parts, each by itself. */
function resourceMatches(patterns: string[], request: AuthorizationRequest, version: string | undefined): boolean {
  const cut = (arn: string) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')]
  return patterns.some((text) => {
    if (text === '*') return true
    if (request.resource.split(':').length < 6 || text.replace(/\$\{[^}]*\}/g, '').split(':').length < 6) return false
    // Variables hold colons of their own, so they are set aside while the pattern is cut.
    const variables: string[] = []
    const marked = text.replace(/\$\{[^}]*\}/g, (variable) => `⟦${variables.push(variable) - 1}⟧`)
    const parts = cut(marked).map((part) => part.replace(/⟦(\d+)⟧/g, (_all, index: string) => variables[Number(index)] ?? ''))
    return cut(request.resource).every(
      (given, index) => pattern(parts[index] ?? '', request.context, version)?.test(given) ?? false,
    )
  })
}

function conditionHolds(
  operator: string,
  key: string,
  wanted: string[],
  context: AuthorizationRequest['context'],
  version: string | undefined,
): boolean {
  const found = context[key.toLowerCase()]
  const values = found === undefined ? undefined : typeof found === 'string' ? [found] : [...found]
  if (operator === 'Null') return wanted.includes(values === undefined ? 'true' : 'false')
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? []
  const negated = name.includes('Not')
  if (values === undefined) {
    if (ifExists) return true
    if (set === 'ForAllValues') return true
    return negated && set === undefined
  }
  const one = (value: string): boolean => wanted.some((want) => compare(name.replace('Not', ''), value, want, context, version))
  const satisfied = (value: string): boolean => (negated ? !one(value) : one(value))
  if (set === 'ForAllValues') return values.every(satisfied)
  if (set === 'ForAnyValue') return values.some(satisfied)
  return negated ? values.every(satisfied) : values.some(satisfied)
}

function compare(
  name: string,
  value: string,
  want: string,
  context: AuthorizationRequest['context'],
  version: string | undefined,
): boolean {
  switch (name) {
    case 'StringEquals':
      if (version !== '2012-10-17') return value === want
      return pattern(want.replace(/[*?](?!\})/g, '${$&}'), context, version)?.test(value) ?? false
    case 'StringLike':
      return pattern(want, context, version)?.test(value) ?? false
    case 'Bool':
      // A value of another type never matches.
      return (want === 'true' || want === 'false') && value === want
    case 'NumericLessThan':
      return Number(value) < Number(want)
    case 'NumericEquals':
      return Number(value) === Number(want)
    default:
      throw new Error(`the reference evaluator has no ${name}`)
  }
}

/** Does one statement apply? Principals only where the kind of policy has them. */
function applies(
  statement: JsonStatement,
  version: string | undefined,
  request: AuthorizationRequest,
  kind: 'identity' | 'resource' | 'trust',
) {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement
  if (Action !== undefined && !actionMatches(list(Action), request.action)) return false
  if (NotAction !== undefined && actionMatches(list(NotAction), request.action)) return false
  if (kind !== 'trust') {
    if (Resource !== undefined && !resourceMatches(list(Resource), request, version)) return false
    if (NotResource !== undefined && resourceMatches(list(NotResource), request, version)) return false
  }
  if (kind !== 'identity' && naming(statement, request) === undefined) return false
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, list(values), request.context, version)),
  )
}

/** `itself`: the user or session by ARN (or anybody); `account`: only the account, which delegates. */
function naming(
  { Principal }: JsonStatement,
  { principal, principalAccount }: AuthorizationRequest,
): 'itself' | 'account' | undefined {
  if (Principal === '*') return 'itself'
  const names = list(Principal?.AWS)
  if (names.includes('*') || names.includes(principal)) return 'itself'
  if (names.includes(principalAccount) || names.includes(`arn:aws:iam::${principalAccount}:root`)) return 'account'
  return undefined
}

/** For users and root of one account; sessions of roles are in the table of cases. */
export function referenceEffect(policies: PolicySet, request: AuthorizationRequest): Effect {
  const parsed = (document: string): JsonPolicy => JSON.parse(document) as JsonPolicy
  const statements = (document: string) => list(parsed(document).Statement)
  const matching = (document: string, effect: 'Allow' | 'Deny', kind: 'identity' | 'resource' | 'trust') =>
    statements(document).filter(
      (statement) => statement.Effect === effect && applies(statement, parsed(document).Version, request, kind),
    )
  const identity = policies.identity.map(({ document }) => document)
  const boundary = policies.boundary?.document
  const session = policies.session?.map(({ document }) => document)
  const resource = policies.resource?.document

  // 1. An explicit deny in any policy that applies.
  const plain = [...identity, ...(boundary ? [boundary] : []), ...(session ?? [])]
  if (plain.some((document) => matching(document, 'Deny', 'identity').length > 0)) return 'explicitDeny'
  if (resource && matching(resource, 'Deny', 'resource').length > 0) return 'explicitDeny'
  // 2. A resource policy that names the user itself decides alone, within one account.
  if (resource && matching(resource, 'Allow', 'resource').some((statement) => naming(statement, request) === 'itself'))
    return 'allowed'
  // 3. Identity policies, then boundary, then session policies: each must allow.
  if (!identity.some((document) => matching(document, 'Allow', 'identity').length > 0)) return 'implicitDeny'
  if (boundary && matching(boundary, 'Allow', 'identity').length === 0) return 'implicitDeny'
  if (session && !session.some((document) => matching(document, 'Allow', 'identity').length > 0)) return 'implicitDeny'
  return 'allowed'
}
