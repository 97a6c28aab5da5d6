import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf } from '../../server/aws/model/model.js'
import { ec2Operations } from '../../server/ec2/index.js'
import { sign } from '../../server/sigv4/sign.js'
import { FURNITURE, formOf, sampleInput, samplesOf } from '../support/samples.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

interface Identity {
  accountId: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

let app: TestServer
let owner: Identity
let neighbour: Identity

/** Signed, sent, and what came back. */
async function call(service: Service, action: string, input: Record<string, unknown>, { credentials }: Identity) {
  const body = formOf(modelOf(service), action, input)
  const { host } = new URL(app.url)
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
    region: 'us-east-1',
    service,
    credentials,
    now: Date.now(),
  })
  const response = await fetch(app.url, { method: 'POST', headers, body, redirect: 'manual' })
  const text = await response.text()
  return { status: response.status, text, code: /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? 'ok' }
}

/** One of each resource, by the operations themselves. */
async function furnish(identity: Identity): Promise<void> {
  for (const [action, input] of FURNITURE) {
    const { code, text } = await call('iam', action, input, identity)
    if (code !== 'ok') throw new Error(`${action}: ${text}`)
  }
}

beforeAll(async () => {
  app = await startServer()
  owner = await rootKeyOf(await newAccount(app.url))
  neighbour = await rootKeyOf(await newAccount(app.url))
  await furnish(owner)
})
afterAll(() => app.close())

/** Root's own access key: a session of the console is too short-lived in kind for some operations. */
async function rootKeyOf(account: Awaited<ReturnType<typeof newAccount>>): Promise<Identity> {
  const identity = { accountId: account.accountId, credentials: account.credentials }
  const { text } = await call('iam', 'CreateAccessKey', {}, identity)
  const part = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1] ?? ''
  return {
    accountId: account.accountId,
    credentials: { accessKeyId: part('AccessKeyId'), secretAccessKey: part('SecretAccessKey') },
  }
}

type Service = 'iam' | 'sts' | 'ec2'
const services: readonly Service[] = ['iam', 'sts', 'ec2']
/** Of EC2, what this server has of its model. */
const namesOf = (service: Service): string[] =>
  service === 'ec2' ? ec2Operations.map(({ name }) => name) : Object.keys(modelOf(service).operations)
const all = services.flatMap((service) => namesOf(service).map((name) => [service, name] as const))

/** Codes that any call may meet; the model lists the rest. */
const COMMON = ['ok', 'ValidationError', 'AccessDenied', 'MalformedInput', 'InvalidParameterValue', 'InvalidClientTokenId']

/** EC2's model lists no errors: whatever it says is one of its own forms. */
const EC2_CODES =
  /^(?:ok|(?:Invalid|Missing|Unknown)[A-Za-z]+(?:\.(?:Malformed|NotFound|Duplicate|Format))?|UnauthorizedOperation|DryRunOperation|[A-Za-z]+LimitExceeded|CannotDelete|DependencyViolation|OperationNotPermitted|Incorrect(?:Instance)?State)$/

function allowedCodes(service: Service, name: string): string[] {
  const model = modelOf(service)
  const errors = model.operations[name]?.errors ?? []
  return [...COMMON, ...errors.map((shape) => model.shapes[shape]?.error?.code ?? shape)]
}

/** The input with one member changed, for each member that `change` gives a value. */
function variants(
  service: Service,
  name: string,
  change: (shape: NonNullable<ReturnType<typeof modelOf>['shapes'][string]>) => unknown,
): Record<string, unknown>[] {
  const model = modelOf(service)
  const shapeName = model.operations[name]?.input
  if (!shapeName) return []
  const valid = sampleInput(model, shapeName, samplesOf(owner.accountId))
  return Object.entries(model.shapes[shapeName]?.members ?? {}).flatMap(([member, { shape }]) => {
    const target = model.shapes[shape]
    const value = target && change(target)
    return value === undefined ? [] : [{ ...valid, [member]: value }]
  })
}

describe('the table', () => {
  it('has all 176 operations of IAM and all 11 of STS', () => {
    expect(Object.keys(modelOf('iam').operations)).toHaveLength(176)
    expect(Object.keys(modelOf('sts').operations)).toHaveLength(11)
  })
})

describe.each(all)('%s %s', (service, name) => {
  const model = modelOf(service)
  const { input: shapeName } = model.operations[name] ?? {}
  const valid = () => (shapeName ? sampleInput(model, shapeName, samplesOf(owner.accountId)) : {})

  it('answers valid, missing, too long, ill-formed and foreign input with AWS’s own codes', async () => {
    const allowed = allowedCodes(service, name)
    const expectKnown = async (what: string, input: Record<string, unknown>, identity = owner) => {
      const { status, code, text } = await call(service, name, input, identity)
      expect(status, `${what}: ${text}`).toBeLessThan(500)
      if (service === 'ec2') expect(code, `${what}: ${text}`).toMatch(EC2_CODES)
      else expect(allowed, `${what}: ${text}`).toContain(code)
      return { code, text }
    }
    await expectKnown('foreign', valid(), neighbour)
    for (const member of model.shapes[shapeName ?? '']?.required ?? []) {
      const { [member]: _missing, ...rest } = valid()
      const { text } = await expectKnown(`without ${member}`, rest)
      expect(text).toContain(service === 'ec2' ? 'MissingParameter' : 'ValidationError')
    }
    for (const input of variants(service, name, (shape) => (shape.type === 'string' ? 'é☃'.repeat(400_00) : undefined))) {
      await expectKnown('too long', input)
    }
    for (const input of variants(service, name, (shape) => (shape.type === 'string' ? '\u0000<&"]]>\n ../..' : undefined))) {
      await expectKnown('ill-formed', input)
    }
    for (const input of variants(service, name, (shape) => (shape.type === 'string' ? undefined : 'surprise'))) {
      await expectKnown('of another type', input)
    }
    await expectKnown('nothing at all', {})
    const { code, text } = await expectKnown('valid', valid())
    expect(['ValidationError', 'MissingParameter', 'UnknownParameter'], text).not.toContain(code)
  })
})

describe('a neighbour', () => {
  it('reads and changes nothing of another account, whatever they name', async () => {
    const ownRoot = await rootKeyOf(await newAccount(app.url))
    await furnish(ownRoot)
    const before = await snapshot(ownRoot.accountId)
    for (const [service, name] of all) {
      const model = modelOf(service)
      const { input: shapeName } = model.operations[name] ?? {}
      const input = shapeName ? sampleInput(model, shapeName, samplesOf(ownRoot.accountId)) : {}
      const { text } = await call(service, name, input, neighbour)
      const told = text.match(/(AIDA|AROA|AGPA|ANPA|AIPA)[A-Z2-7]{17}/g) ?? []
      expect(
        told.filter((id) => before.includes(id)),
        `${name}: ${text}`,
      ).toEqual([])
    }
    expect(await snapshot(ownRoot.accountId)).toBe(before)
  })
})

/** Everything in an account but what time changes. */
async function snapshot(accountId: string): Promise<string> {
  const { changes } = (await app.store.accounts.load(accountId)) ?? { changes: [] }
  return JSON.stringify(changes.map(({ kind, key, entity }) => [kind, key, entity]).sort())
}
