import type { SigningKeys } from '../../server/wire/request.js'
import { newAccount } from '../support/server.js'
import { type Answer, at } from './answer.js'
import { type RecordedCase, recorded, type Step } from './case.js'
import { call } from './client.js'
import { differences } from './compare.js'
import { codesOf, fill, namesFor, type Values } from './placeholders.js'

/** A running server, and its time. */
export interface Stage {
  url: string
  now(): number
  pass(ms: number): void
}

const RETRY_MS = 1000

/**
 * Plays a case as root of a new account and returns how the answers differ from AWS's.
 * Stops at the first step that differs, because later steps build on it.
 */
export async function play({ id, steps }: RecordedCase, stage: Stage): Promise<string[]> {
  const { accountId, credentials } = await newAccount(stage.url)
  const values: Values = { ...recorded.values, ...namesFor(id), acct: accountId }
  const root = await rootKey(stage.url, credentials)
  for (const [index, step] of steps.entries()) {
    const found = await playStep(step, values, root, stage)
    if (found.length > 0) return found.map((difference) => `step ${index + 1}, ${step.op}: ${difference}`)
  }
  return []
}

/** An access key of root: AWS refuses some calls that are signed with a console session's credentials. */
async function rootKey(url: string, keys: SigningKeys): Promise<SigningKeys> {
  const answer = await call({ url, op: 'iam.CreateAccessKey', params: {}, keys, region: 'us-east-1' })
  const [accessKeyId, secretAccessKey] = ['AccessKeyId', 'SecretAccessKey'].map((member) =>
    'output' in answer ? at(answer.output, `AccessKey.${member}`) : undefined,
  )
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string')
    throw new Error(`root got no access key: ${JSON.stringify(answer)}`)
  return { accessKeyId, secretAccessKey }
}

async function playStep(step: Step, values: Values, root: SigningKeys, stage: Stage): Promise<string[]> {
  for (let left = (step.retry ?? 0) * 1000; ; left -= RETRY_MS) {
    const now = { ...values, ...codesOf(values.seed, stage.now()) }
    const answer = await call({
      url: stage.url,
      op: step.op,
      params: fill(step.params, now),
      keys: signerOf(step, values, root),
      region: step.region ?? 'us-east-1',
    })
    const found = step.optional ? [] : differences(answer, fill(step.expect ?? {}, now))
    if (found.length === 0 || left <= 0) return found.length === 0 ? save(step, answer, values) : found
    stage.pass(RETRY_MS)
  }
}

function signerOf({ as }: Step, values: Values, root: SigningKeys): SigningKeys | 'anonymous' {
  if (as === undefined || as === 'anonymous') return as ?? root
  const [accessKeyId = '', secretAccessKey = '', sessionToken] = as.map((name) => {
    const value = name.startsWith('=') ? name.slice(1) : values[name]
    if (value === undefined) throw new Error(`nothing was saved as ${name}`)
    return value
  })
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
}

/** Keeps what later steps name. A value that isn't in the answer is a difference. */
function save({ save: wanted = {} }: Step, answer: Answer, values: Values): string[] {
  return Object.entries(wanted).flatMap(([name, path]) => {
    const value = 'output' in answer ? at(answer.output, path) : undefined
    if (typeof value !== 'string') return [`${path}: no text to save as ${name}`]
    values[name] = value
    return []
  })
}
