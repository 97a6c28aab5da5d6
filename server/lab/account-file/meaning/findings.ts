import { DAY_MS } from '../../../account/durations.js'
import { AwsError } from '../../../aws/aws-error.js'
import { brokenShape } from '../../../wire/constraints.js'
import { MAX_AHEAD_MS } from '../../accounts/forward-clock.js'
import { invalidAccount } from '../errors.js'

/** What is being looked at, for a sentence: `User 'alice'`. A stranger's text is cut and holds no control characters. */
export const entityLabel = (kind: string, name: string): string => `${kind} '${name.slice(0, 128).replace(/[\p{C}]/gu, '?')}'`

/** Throws ApiError unless it is so. `problem` goes on after what is looked at: `has two names`. */
export function must(so: boolean, what: string, problem: string): void {
  if (!so) throw invalidAccount(`${what}: ${problem}`)
}

/** Each of these values, by name, must be what the model says of its shape: the constraints of every operation. */
export function mustFit(what: string, values: Record<string, [shape: string, value: unknown]>): void {
  for (const [name, [shape, value]] of Object.entries(values)) {
    const broken = value === undefined ? undefined : brokenShape('iam', shape, value)
    must(broken === undefined, what, `the ${name} is not valid (${broken})`)
  }
}

/** What an operation would refuse is refused in its words. */
export function mustParse(what: string, parse: () => unknown): void {
  try {
    parse()
  } catch (error) {
    if (error instanceof AwsError) throw invalidAccount(`${what}: ${error.message.replace(/\.$/, '')}`)
    throw error
  }
}

/** A time at which something happened: no account's clock has come further. */
export function mustHaveHappened(what: string, now: number, times: Record<string, number | undefined>): void {
  for (const [name, time] of Object.entries(times)) {
    must(time === undefined || time <= now + MAX_AHEAD_MS + DAY_MS, what, `the ${name} is in the future`)
  }
}
