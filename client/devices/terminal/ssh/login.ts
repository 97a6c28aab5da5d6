import { base64Of, bytesOfBase64Url } from '../../../../server/aws/base64.js'
import type { Machine } from '../../../../server/shell/machine.js'
import { concat, field } from './fields.js'
import type { PrivateKey } from './private-key.js'
import { algorithmOf, signature } from './sign.js'

export interface LoginRequest {
  accountId: string
  loginName: string
  size: { columns: number; rows: number } | undefined
  command: string | undefined
  input: Uint8Array
}

export type LoginAnswer = { session: string } | { refused: 'denied' | 'timed-out' | 'crowded' | 'unreachable' }

/** Tries one key after the other, each with a challenge of its own. No key at all is a try, too. */
export async function login(machine: Machine, request: LoginRequest, keys: readonly PrivateKey[]): Promise<LoginAnswer> {
  let answer: LoginAnswer = { refused: 'denied' }
  for (const key of keys.length > 0 ? keys : [undefined]) {
    answer = await tryKey(machine, request, key)
    if (!('refused' in answer) || answer.refused !== 'denied') return answer
  }
  return answer
}

async function tryKey(machine: Machine, request: LoginRequest, key: PrivateKey | undefined): Promise<LoginAnswer> {
  const { accountId: account, loginName, size, command, input } = request
  const challenged = await post<{ challenge: string } | LoginAnswer>(machine, 'challenges', { account, loginName })
  if (!('challenge' in challenged)) return challenged
  const { challenge } = challenged
  const proof = key && {
    publicKey: base64Of(key.publicBlob),
    signature: base64Of(signature(key, signedBytes(challenge, loginName, key))),
  }
  return post<LoginAnswer>(machine, 'sessions', {
    ...{ account, loginName, challenge, size, command },
    ...proof,
    ...(input.length > 0 ? { input: base64Of(input) } : {}),
  })
}

/** Source: RFC 4252, section 7; the challenge is the session identifier. */
function signedBytes(challenge: string, loginName: string, key: PrivateKey): Uint8Array {
  return concat(
    ...[field(bytesOfBase64Url(challenge)), Uint8Array.of(50), field(loginName), field('ssh-connection'), field('publickey')],
    ...[Uint8Array.of(1), field(algorithmOf(key)), field(key.publicBlob)],
  )
}

/** A server that doesn't answer, or doesn't let this page ask, is one that can't be reached. */
export async function post<Answer>(machine: Machine, path: string, body: object): Promise<Answer | { refused: 'unreachable' }> {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await machine.fetch(`${machine.origin}/api/lab/ssh/${path}`, sent).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as Answer) : { refused: 'unreachable' }
}
