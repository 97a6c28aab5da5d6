import { readdirSync, readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkOf } from '../../server/proxy/networks.js'
import { flood, requestText } from '../support/flood.js'
import { type Answered, ask, askJson, atLoopback } from '../support/http.js'
import { allow, deny, policy } from '../support/policies.js'
import { ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'

const PUBLIC = 'https://dojo.example'
const HOST = 'dojo.example'
/** The one that is trusted, and another machine's. */
const [PROXY, STRANGER] = ['127.0.0.1', '127.0.0.2']
const proxy = networkOf(PROXY)
const trustedProxies = proxy ? [proxy] : []
const CLIENT = '203.0.113.7'
const forwarded = (address = CLIENT, protocol = 'https') => ({
  'X-Forwarded-For': address,
  'X-Forwarded-Proto': protocol,
})

let app: TestServer
beforeAll(async () => {
  app = await startServer({ publicUrl: new URL(PUBLIC), trustedProxies, publicSshPort: 22 })
})
afterAll(() => app.close())

let emails = 0

interface Browser {
  jar: Map<string, string>
  accountId: string
  session: string
  signInUrl: string
  cookies: string[]
}

/** Signs up and in as a browser does that the proxy serves. */
async function browser(server = app, headers: Record<string, string> = { Origin: PUBLIC, ...forwarded() }, host = HOST) {
  const jar = new Map<string, string>()
  const email = `behind${++emails}@example.com`
  const asked = { host, headers }
  const wanted = { email, password: ROOT_PASSWORD, accountName: 'Example' }
  const made = await askJson<{ accountId: string; signInUrl: string }>(server.url, '/api/signin/sign-up', wanted, jar, asked)
  expect(made.status, made.text).toBe(201)
  const step = { kind: 'root', email, password: ROOT_PASSWORD }
  const signedIn = await askJson<{ session: { id: string } }>(server.url, '/api/signin', step, jar, asked)
  expect(signedIn.status, signedIn.text).toBe(200)
  const cookies = [...made.cookies, ...signedIn.cookies]
  return { jar, cookies, ...made.body, session: signedIn.body.session.id } satisfies Browser
}

/** The account's calls with root's console credentials, from a client that the proxy names. */
async function root({ jar, session }: Browser) {
  const { body } = await askJson<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>(
    app.url,
    '/api/signin/credentials',
    { session },
    jar,
    { host: HOST, headers: { Origin: PUBLIC, ...forwarded() } },
  )
  const { accessKeyId, secretAccessKey, sessionToken } = body
  return { accessKeyId, secretAccessKey, sessionToken }
}

interface Signer {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** An SDK's client that knows the server by its public name. */
const sdk = (credentials: Signer) => ({
  endpoint: `http://${HOST}:${new URL(app.url).port}`,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
  requestHandler: { httpAgent: new Agent({ lookup: atLoopback }) },
})

/** The same, with a proxy's headers, which are added after signing. */
function iamWith(credentials: Signer, headers: Record<string, string>): IAM {
  const iam = new IAM(sdk(credentials))
  iam.middlewareStack.add(
    (next) => async (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, headers)
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low', name: 'proxy' },
  )
  return iam
}

async function events(credentials: Signer) {
  await app.settled()
  const trail = new CloudTrailClient(sdk(credentials))
  const { Events = [] } = await trail.send(new LookupEventsCommand({}))
  return Events.map(({ EventName, CloudTrailEvent = '{}' }) => ({
    name: EventName,
    ...(JSON.parse(CloudTrailEvent) as { sourceIPAddress: string; additionalEventData?: { LoginTo?: string } }),
  }))
}

/** How many of so many requests are one too many. */
async function refusals(count: number, address: (at: number) => string): Promise<number> {
  const texts = Array.from({ length: count }, (_, at) => requestText(HOST, forwarded(address(at)), ''))
  return (await flood(Number(new URL(app.url).port), texts.values())).get(429) ?? 0
}

describe('the pages behind a proxy', () => {
  it('set Secure cookies, named after the public URL', async () => {
    const { cookies, signInUrl, accountId } = await browser()
    const names = cookies.map((line) => line.split('=', 1)[0])
    expect(names.sort()).toEqual(['iam-dojo-console-dojo.example', 'iam-dojo-device-dojo.example', 'iam-dojo-lab-dojo.example'])
    for (const line of cookies) expect(line).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
    expect(signInUrl).toBe(`${PUBLIC}/signin?account=${accountId}`)
  })

  it('take the public URL as their origin, whatever a proxy forgets to say', async () => {
    const { cookies } = await browser(app, { Origin: PUBLIC, 'X-Forwarded-For': CLIENT })
    for (const line of cookies) expect(line).toContain('; Secure')
    await browser(app, { Origin: PUBLIC, ...forwarded() }, 'DOJO.example:443')
  })

  it.each([
    ['another site', 'https://evil.example', HOST],
    ['a page of this host without TLS', 'http://dojo.example', HOST],
    ['another port of this host', 'https://dojo.example:8443', HOST],
    ['a host that ends alike', 'https://evil-dojo.example', HOST],
    ['no site', 'null', HOST],
  ])('refuse what %s sends', async (_name, origin, host) => {
    const asked = { host, headers: { Origin: origin, ...forwarded() } }
    const { status, text } = await askJson(app.url, '/api/signin/sign-up', {}, new Map(), asked)
    expect([status, text]).toEqual([403, expect.stringContaining('CrossSite')])
  })

  it('have the port of the proxy for SSH, and the client’s own address', async () => {
    const { text } = await ask(app.url, '/api/lab/ssh', { host: HOST, headers: forwarded() })
    expect(JSON.parse(text)).toEqual({ port: 22, address: CLIENT })
  })

  it('are still there for this machine, without TLS', async () => {
    const { cookies } = await browser(app, { Origin: app.url }, new URL(app.url).host)
    for (const line of cookies) expect(line).not.toContain('Secure')
  })
})

describe('the Host header', () => {
  const status = ({ status }: Answered) => status
  const get = (host: string, headers: Record<string, string> = {}, from = PROXY) =>
    ask(app.url, '/signin', { host, headers, from }).then(status)

  it('of the public URL is the only one that comes through the proxy', async () => {
    expect(await get(HOST, forwarded())).toBe(200)
    expect(await get('Dojo.Example:443', forwarded())).toBe(200)
    const others = [
      'evil.example',
      'localhost',
      '127.0.0.1',
      '[::1]',
      'x.localhost',
      'dojo.example.evil.example',
      'dojo.example.',
      '',
    ]
    for (const host of others) expect(await get(host, forwarded()), host).not.toBe(200)
  })

  it('may name this machine where no proxy is in between', async () => {
    for (const host of ['localhost:4600', '127.0.0.1', '[::1]:1', HOST]) expect(await get(host), host).toBe(200)
    expect(await get('evil.example')).toBe(421)
  })

  it('is not taken from X-Forwarded-Host', async () => {
    expect(await get('evil.example', { ...forwarded(), 'X-Forwarded-Host': HOST })).toBe(421)
    const asked = {
      host: HOST,
      headers: { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example', ...forwarded() },
    }
    expect((await askJson(app.url, '/api/signin/sign-up', {}, new Map(), asked)).status).toBe(403)
  })
})

describe('the client’s address', () => {
  it('is on record for sign-in and for signed calls, with LoginTo at the public URL', async () => {
    const made = await browser()
    const credentials = await root(made)
    await iamWith(credentials, forwarded('198.51.100.66, 2001:DB8::0:7')).createUser({ UserName: 'alice' })
    const all = await events(credentials)
    expect(all.find(({ name }) => name === 'CreateUser')).toMatchObject({ sourceIPAddress: '2001:db8::7' })
    expect(all.find(({ name }) => name === 'ConsoleLogin')).toMatchObject({
      sourceIPAddress: CLIENT,
      additionalEventData: { LoginTo: `${PUBLIC}/console/home` },
    })
  })

  it('decides policies with aws:SourceIp and aws:SecureTransport', async () => {
    const credentials = await root(await browser())
    const iam = iamWith(credentials, forwarded())
    await iam.createUser({ UserName: 'alice' })
    const PolicyDocument = policy(
      allow('iam:ListUsers', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      deny('iam:ListUsers', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    )
    await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p', PolicyDocument })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
    const key = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    const from = async (headers: Record<string, string>) =>
      iamWith(key, headers)
        .listUsers({})
        .then(
          () => 'allowed',
          (error: Error) => error.name,
        )
    expect(await from(forwarded())).toBe('allowed')
    expect(await from(forwarded(CLIENT, 'http'))).toMatch(/AccessDenied/)
    expect(await from(forwarded('198.51.100.1'))).toMatch(/AccessDenied/)
    expect(await from(forwarded(`${CLIENT}, 198.51.100.1`))).toMatch(/AccessDenied/)
    expect(await from({})).toMatch(/AccessDenied/)
  })

  it('is the stranger’s own, whatever a stranger forges', async () => {
    const email = `forger${++emails}@example.com`
    const asked = { host: HOST, from: STRANGER, headers: { Origin: PUBLIC, ...forwarded() } }
    const jar = new Map<string, string>()
    const wanted = { email, password: ROOT_PASSWORD, accountName: 'Example' }
    await askJson(app.url, '/api/signin/sign-up', wanted, jar, asked)
    const step = { kind: 'root', email, password: ROOT_PASSWORD }
    const { body } = await askJson<{ session: { id: string } }>(app.url, '/api/signin', step, jar, asked)
    const credentials = await root({ jar, session: body.session.id } as Browser)
    const [login] = (await events(credentials)).filter(({ name }) => name === 'ConsoleLogin')
    expect(login?.sourceIPAddress).toBe(STRANGER)
  })

  it('has a limit of requests of its own, and the proxy has none', async () => {
    // 1,000 in 5 seconds are allowed to each client.
    expect(await refusals(1_500, (at) => `198.51.100.${at % 60}`)).toBe(0)
    let refused = 0
    for (let round = 0; round < 10 && refused === 0; round++) refused = await refusals(1_500, () => '203.0.113.99')
    expect(refused).toBeGreaterThan(0)
    expect(await refusals(1, () => '203.0.113.98')).toBe(0)
  })

  it('survives headers that no proxy sends', async () => {
    const values = [',', ' , ,', 'unknown', `${'x'.repeat(4_000)}`, `${'10.0.0.1, '.repeat(700)}`, '[::', '%', '\u0080']
    for (const value of values) {
      const headers = { 'X-Forwarded-For': value, 'X-Forwarded-Proto': value.slice(0, 4_000) }
      expect((await ask(app.url, '/signin', { host: HOST, headers })).status, value.slice(0, 20)).toBe(200)
    }
    const huge = { 'X-Forwarded-For': '1.1.1.1, '.repeat(12_000) }
    expect((await ask(app.url, '/signin', { host: HOST, headers: huge })).status).toBe(431)
  })

  it('is read from several headers as from one', async () => {
    const lists = { 'X-Forwarded-For': ['198.51.100.66', CLIENT], 'X-Forwarded-Proto': ['http', 'https'] }
    const asked = { host: HOST, headers: { Origin: PUBLIC, ...lists } }
    const email = `several${++emails}@example.com`
    const jar = new Map<string, string>()
    await askJson(app.url, '/api/signin/sign-up', { email, password: ROOT_PASSWORD, accountName: 'E' }, jar, asked)
    const step = { kind: 'root', email, password: ROOT_PASSWORD }
    const { body } = await askJson<{ session: { id: string } }>(app.url, '/api/signin', step, jar, asked)
    const all = await events(await root({ jar, session: body.session.id } as Browser))
    expect(all.find(({ name }) => name === 'ConsoleLogin')?.sourceIPAddress).toBe(CLIENT)
  })
})

describe('without a proxy', () => {
  let plain: TestServer
  beforeAll(async () => {
    plain = await startServer()
  })
  afterAll(() => plain.close())

  it('the headers count for nothing', async () => {
    const { cookies } = await browser(plain, { Origin: plain.url, ...forwarded() }, new URL(plain.url).host)
    for (const line of cookies) expect(line).not.toContain('Secure')
    const asked = { headers: { Origin: plain.url.replace('http', 'https'), ...forwarded() } }
    expect((await askJson(plain.url, '/api/signin/sign-up', {}, new Map(), asked)).status).toBe(403)
  })
})

describe('a server that has accepted no plain HTTP with other machines', () => {
  it('is open to its proxy’s clients and to this machine only', async () => {
    // Every loopback address is this machine; so the clients that come in are told apart by what the proxy says.
    const closed = await startServer({ publicUrl: new URL(PUBLIC), trustedProxies, proxyOnly: true })
    const get = async (headers: Record<string, string>) => (await ask(closed.url, '/signin', { host: HOST, headers })).status
    expect(await get(forwarded())).toBe(200)
    expect(await get({})).toBe(200)
    await closed.close()
  })
})

describe('the code', () => {
  it('asks one function for the client', () => {
    const folder = fileURLToPath(new URL('../../server', import.meta.url))
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const readers = files.filter((name) =>
      /\bremoteAddress\b|\b(?:request|req)\.(?:ip|ips|protocol|secure)\b|x-forwarded-(?:for|proto|host)/i.test(
        readFileSync(join(folder, name), 'utf8').replaceAll(/^\s*(?:\*|\/\*\*|\/\/).*$/gm, ''),
      ),
    )
    // The instances' own metadata service refuses what came through a proxy, as EC2's does; its explanation says so.
    const metadata = [join('ec2', 'metadata', 'metadata.ts'), join('records', 'explanations', 'metadata.ts')]
    expect(readers.sort()).toEqual([metadata[0], join('proxy', 'client.ts'), metadata[1]])
  })
})
