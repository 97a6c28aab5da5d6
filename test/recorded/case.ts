import { readFileSync } from 'node:fs'

/** A call and what AWS answered: an entry of `fixtures/recorded-cases.json` or `recorded-cases-ec2-s3.json`. */
export interface RecordedCase {
  id: string
  op: string
  src: 'recorded' | 'public'
  source: string
  /** The calls without `as` must come from root. */
  needs?: 'root'
  /** The account must never have been asked for a credential report. */
  fresh?: true
  steps: Step[]
}

export interface Step {
  /** `iam.CreateUser` */
  op: string
  params: Record<string, unknown>
  /** Names of saved values: key id, secret, session token. A text that begins with `=` is the value itself. */
  as?: 'anonymous' | string[]
  region?: string
  /** Name of a value → its path in the answer. */
  save?: Record<string, string>
  /** Any answer is fine. */
  optional?: true
  /** AWS works in the background: for this many seconds the step may be tried again. */
  retry?: number
  expect?: Expectation
}

/** Paths are dotted, numbers are positions in a list, and `''` is the whole answer. */
export interface Expectation {
  code?: string
  status?: number
  message?: string
  message_any?: string[]
  message_re?: string
  no_message?: true
  http?: number
  /** The exact set of members. */
  members?: Record<string, string[]>
  members_in?: Record<string, string[]>
  eq?: Record<string, unknown>
  re?: Record<string, string>
  len?: Record<string, number>
  has?: string[]
  absent?: string[]
  /** S3's: other elements of the error document. */
  error_members?: Record<string, string>
}

interface RecordedCases {
  /** Long texts that cases name as `{NAME}`. */
  values: Record<string, string>
  cases: RecordedCase[]
}

const files = ['recorded-cases.json', 'recorded-cases-ec2-s3.json'].map(
  (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')) as RecordedCases,
)

export const recorded: RecordedCases = {
  values: Object.assign({}, ...files.map(({ values }) => values)),
  cases: files.flatMap(({ cases }) => cases),
}
