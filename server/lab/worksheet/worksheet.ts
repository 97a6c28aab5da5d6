import type { AccountView, Entity } from '../../account/account.js'
import { GLOBAL_REGION } from '../../aws/global-region.js'
import { accessKeysOf } from '../../lessons/checks/lookups.js'
import type { WorksheetPart } from '../../lessons/format/findings.js'
import { canonicalRequest, type Scope, type SignedRequest, sha256Hex, stringToSign } from '../../sigv4/canonical.js'
import type { Presented, RawRequest } from '../../sigv4/parse.js'

/** A request that waits to be signed by hand, with a key of the account's own, so that nobody else's signature fits. */
export interface Worksheet {
  accessKeyId: string
  /** YYYYMMDDTHHMMSSZ */
  time: string
  scope: Scope
  method: string
  path: string
  /** As they are sent. */
  headers: [name: string, value: string][]
  body: string
}

/** With the user's newest active key; undefined where they have none. */
export function keyToSignWith(account: AccountView, user: string): Entity<'AccessKey'> | undefined {
  return accessKeysOf(account, { user }).findLast(({ status }) => status === 'Active')
}

/** A user, asked for with a key of their own. `host` is what the learner's client reaches. */
export const worksheetOf = (user: string, accessKeyId: string, host: string, time: string): Worksheet => ({
  accessKeyId,
  time,
  scope: { date: time.slice(0, 8), region: GLOBAL_REGION, service: 'iam' },
  method: 'POST',
  path: '/',
  headers: [
    ['Host', host],
    ['X-Amz-Date', time],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: `Action=GetUser&UserName=${encodeURIComponent(user)}&Version=2010-05-08`,
})

/** The texts that come before the signature, as the server makes them, and what is hashed into the last line of each. */
export function textsOf(sheet: Worksheet): Record<Exclude<WorksheetPart, 'signature'>, { text: string; hashed: string }> {
  const canonical = canonicalRequest(signedRequestOf(sheet))
  return {
    'canonical-request': { text: canonical, hashed: sheet.body },
    'string-to-sign': { text: stringToSign(sheet.time, sheet.scope, canonical), hashed: canonical },
  }
}

function signedRequestOf({ method, path, headers, body }: Worksheet): SignedRequest {
  const folded = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return {
    ...{ method, path, query: '', headers: folded },
    signedHeaders: Object.keys(folded).sort(),
    payloadHash: sha256Hex(body),
  }
}

/** The request as it would arrive with this signature: for who looks for the mistake in it. */
export function claimed(sheet: Worksheet, signature: string): { request: RawRequest; claim: Presented } {
  const { method, path, headers, signedHeaders } = signedRequestOf(sheet)
  const { accessKeyId, scope, time, body } = sheet
  return {
    request: { method, path, query: '', headers, body: Buffer.from(body) },
    claim: {
      ...{ form: 'header', accessKeyId, scope, terminator: 'aws4_request', time, signature },
      ...{ signedHeaders: [...signedHeaders], sessionToken: undefined, expires: undefined },
    },
  }
}
