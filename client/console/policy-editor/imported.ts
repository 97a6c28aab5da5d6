type Statement = Record<string, unknown>

interface Policy {
  Version?: unknown
  Statement?: unknown
}

/** Undefined where the text has no list of statements to add to. */
function readPolicy(text: string): { policy: Policy; statements: Statement[] } | undefined {
  try {
    const policy = JSON.parse(text) as Policy | null
    const statements = [policy?.Statement ?? []].flat() as Statement[]
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject(policy) && policy && statements.every(isObject) ? { policy, statements } : undefined
  } catch {
    return undefined
  }
}

export const canImport = (text: string): boolean => readPolicy(text) !== undefined

/** A statement that names no action says nothing: it is the one that a new policy begins with. */
const isEmpty = ({ Action, NotAction }: Statement): boolean => [Action ?? NotAction ?? []].flat().length === 0

/**
 * The text with the statements of other policies at its end, as AWS's *Import policy* adds them. A statement ID that is
 * taken gets a number, since IAM refuses the same one twice.
 */
export function withImported(text: string, documents: readonly string[]): string {
  const before = readPolicy(text)
  if (!before) return text
  const statements = before.statements.filter((statement) => !isEmpty(statement))
  const sids = new Set(statements.map(({ Sid }) => Sid))
  const imported = documents.flatMap((document) => readPolicy(document)?.statements ?? [])
  for (const statement of imported) {
    const { Sid } = statement
    if (typeof Sid !== 'string') statements.push(statement)
    else {
      let free = Sid
      for (let number = 2; sids.has(free); number++) free = `${Sid}${number}`
      sids.add(free)
      statements.push({ ...statement, Sid: free })
    }
  }
  // Policy variables, which most policies of AWS use, need this version.
  return JSON.stringify({ ...before.policy, Version: '2012-10-17', Statement: statements }, null, 2)
}
