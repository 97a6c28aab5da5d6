import type { ConditionTrace, PolicyTrace, StatementTrace } from './trace.js'

/** Characters, roughly, of a trace that is kept with a request's record: an ordinary one has some thousand. */
const MAX_CHARACTERS = 20_000
/** Of a statement's resources, a condition's values and those of the request. */
const MAX_LISTED = 20
const MAX_TEXT = 500
/** What a statement takes besides its own texts. */
const STATEMENT_CHARACTERS = 100

/**
 * A trace without what nobody reads: a user can have 700 kB of policies, and each refused call would keep them again.
 * Statements that match stay first of all, then those about the action; how many are left out is told.
 */
export function condensedTrace(policies: readonly PolicyTrace[]): PolicyTrace[] {
  const short = policies.map((policy) => ({ ...policy, statements: policy.statements.map(condensedStatement) }))
  const kept = keptOf(short.flatMap(({ statements }) => statements))
  return short.map((policy) => {
    const statements = policy.statements.filter((statement) => kept.has(statement))
    const omitted = policy.statements.length - statements.length
    return { ...policy, statements, ...(omitted > 0 ? { omitted } : {}) }
  })
}

function keptOf(statements: readonly StatementTrace[]): ReadonlySet<StatementTrace> {
  const kept = new Set<StatementTrace>()
  let left = MAX_CHARACTERS
  const isFirst = [({ matched }: StatementTrace) => matched, ({ action }: StatementTrace) => action, () => true]
  for (const [rank, wanted] of isFirst.entries()) {
    for (const statement of statements) {
      if (left <= 0) return kept
      if (kept.has(statement) || !wanted(statement)) continue
      kept.add(statement)
      left -= rank === 2 ? STATEMENT_CHARACTERS : STATEMENT_CHARACTERS + JSON.stringify(statement).length
    }
  }
  return kept
}

function condensedStatement(statement: StatementTrace): StatementTrace {
  const { resources, conditions, sid } = statement
  return {
    ...statement,
    ...(sid === undefined ? {} : { sid: shortened(sid) }),
    ...(resources ? { resources: { ...resources, patterns: listed(resources.patterns) } } : {}),
    conditions: conditions.slice(0, MAX_LISTED).map(condensedCondition),
  }
}

const condensedCondition = (condition: ConditionTrace): ConditionTrace => ({
  ...condition,
  key: shortened(condition.key),
  values: listed(condition.values),
  ...(condition.actual ? { actual: listed(condition.actual) } : {}),
})

function listed(texts: readonly string[]): string[] {
  const shown = texts.slice(0, MAX_LISTED).map(shortened)
  return texts.length > MAX_LISTED ? [...shown, `… (${texts.length - MAX_LISTED} more)`] : shown
}

const shortened = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
