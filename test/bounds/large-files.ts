import { fileOf } from '../../server/lab/account-file/export-account.js'
import { deriveKey } from '../../server/lab/account-file/file-key.js'
import { whole } from '../support/account-file.js'

export const PASSPHRASE = 'a passphrase of some length'
export const ACCOUNT_ID = '111122223333'
const AT = Date.parse('2026-01-31T10:20:30Z')

/** A file whose content is these pieces of text. */
export async function fileOfPieces(pieces: Iterable<string>): Promise<string> {
  const head = { passphrase: PASSPHRASE, deriveKey, accountId: ACCOUNT_ID, exportedAt: new Date(AT).toISOString() }
  return whole(fileOf(bytesOf(pieces), head))
}

function* bytesOf(pieces: Iterable<string>): Generator<Uint8Array> {
  for (const piece of pieces) if (piece !== '') yield Buffer.from(piece)
}

/** The smallest account, as plain data: root and nothing else. */
export const rootOnly = () => ({
  accountId: ACCOUNT_ID,
  name: 'Example',
  email: 'root@example.com',
  createDate: AT,
  clockOffset: 0,
  sealingKey: { $secret: Buffer.alloc(32, 7).toString('base64') },
  rootPassword: { hash: `$2b$12$${'a'.repeat(53)}`, changedAt: AT },
})

export const accountContent = ({
  records = [],
  entities = [],
  ...rest
}: {
  records?: unknown[]
  entities?: unknown[]
  [member: string]: unknown
} = {}) => ({
  entities: [{ kind: 'Account', entity: rootOnly() }, ...entities],
  stamps: [],
  records,
  nextSequence: records.length + 1,
  progress: {},
  raw: [],
  ...rest,
})

export const recordOf = (members: Record<string, unknown> = {}) => ({
  accountId: ACCOUNT_ID,
  requestId: 'request',
  time: AT,
  realTime: AT,
  category: 'api',
  service: 'iam',
  name: 'ListUsers',
  readOnly: true,
  principal: { type: 'Root' },
  sourceIp: '127.0.0.1',
  userAgent: 'test',
  region: 'us-east-1',
  params: {},
  outcome: 'success',
  ...members,
})
