import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf, type ServiceName } from '../../server/aws/model/model.js'
import { NAMES, POLICY, sampleInput, samplesOf, TRUST } from '../support/samples.js'
import { newAccount } from '../support/server.js'
import { WireCaller } from './caller.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

/** Below this many characters a text costs nothing to speak of. */
const LARGE = 20_000
/** What the wire lets in, as far as form encoding allows. */
const MOST = 900_000

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const FILLERS = ['a', ' a', '<a>', '{"a":[', '[', PEM, 'a.', '/', '\n', '"\\"']

interface Entry {
  service: ServiceName
  operation: string
  member: string
  max: number
}

/** Every text of every operation that can be large, wherever it stands in the input. */
const entries: Entry[] = (['iam', 'sts'] as const).flatMap((service) => {
  const model = modelOf(service)
  return Object.entries(model.operations).flatMap(([operation, { input = '' }]) =>
    Object.entries(model.shapes[input]?.members ?? {}).flatMap(([member, { shape: name }]) => {
      const shape = model.shapes[name]
      const text = shape?.type === 'list' ? model.shapes[shape.member?.shape ?? ''] : shape
      const { type, max = MOST } = text ?? {}
      return type === 'string' && !text?.enum && max >= LARGE ? [{ service, operation, member, max: Math.min(max, MOST) }] : []
    }),
  )
})

describe.skipIf(!canMeasureTurns)('a large text makes no turn long', () => {
  let server: MeasuredServer
  let caller: WireCaller
  let samples: Record<string, unknown>
  beforeAll(async () => {
    server = await measuredServer()
    const { accountId, credentials } = await newAccount(server.url)
    caller = new WireCaller(server.url, credentials)
    samples = samplesOf(accountId)
    await caller.succeeds('iam:CreateUser', { UserName: NAMES.user })
    await caller.succeeds('iam:CreateGroup', { GroupName: NAMES.group })
    await caller.succeeds('iam:CreateRole', { RoleName: NAMES.role, AssumeRolePolicyDocument: TRUST })
    await caller.succeeds('iam:CreatePolicy', { PolicyName: NAMES.policy, PolicyDocument: POLICY })
  })
  afterAll(() => server?.stop())

  it.each(entries)('in $member of $operation', async ({ service, operation, member, max }) => {
    const model = modelOf(service)
    const input = sampleInput(model, model.operations[operation]?.input ?? '', samples)
    const isList = Array.isArray(input[member]) || model.shapes[shapeOfMember(service, operation, member)]?.type === 'list'
    const send = (filler: string) => {
      // Form encoding makes three characters of most.
      const room = Math.min(max, /^[\w.-]+$/.test(filler) ? MOST : MOST / 3)
      const text = filler.repeat(Math.floor(room / filler.length))
      return caller.call(`${service}:${operation}`, { ...input, [member]: isList ? [text] : text })
    }
    await send('a')
    for (const filler of FILLERS) {
      const longest = await server.longestTurn(() => send(filler))
      expect(longest, JSON.stringify(filler)).toBeLessThan(LONGEST_TURN_MS)
    }
  })

  const BODIES: [string, string][] = [
    ['ampersands', `Action=ListUsers&Version=2010-05-08${'&'.repeat(MOST)}`],
    ['one name of many parts', `Action=ListUsers&Version=2010-05-08&${'a.'.repeat(MOST / 2)}=1`],
    ['names of many parts', `Action=ListUsers&Version=2010-05-08${`&${'a.'.repeat(10)}a`.repeat(40_000)}`],
    ['escapes', `Action=ListUsers&Version=2010-05-08&A=${'%41'.repeat(MOST / 3)}`],
    ['broken escapes', `Action=ListUsers&Version=2010-05-08&A=${'%'.repeat(MOST)}`],
    ['a long action', `Action=${'<'.repeat(MOST)}&Version=2010-05-08`],
    ['a long version', `Action=ListUsers&Version=${'%3C'.repeat(MOST / 3)}`],
    [
      'many tags',
      `Action=TagUser&Version=2010-05-08${Array.from({ length: 5000 }, (_, n) => `&Tags.member.${n}.Key=${n}`).join('')}`,
    ],
  ]
  it.each(BODIES)('in an unsigned body of %s', async (_name, body) => {
    const send = () =>
      fetch(`${server.url}/`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
    await (await send()).text()
    expect(await server.longestTurn(async () => (await send()).text())).toBeLessThan(LONGEST_TURN_MS)
  })
})

const shapeOfMember = (service: ServiceName, operation: string, member: string): string => {
  const model = modelOf(service)
  return model.shapes[model.operations[operation]?.input ?? '']?.members?.[member]?.shape ?? ''
}
