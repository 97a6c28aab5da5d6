import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestSummary } from '../../server/lab/api/contract.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { type KeyFile, OpenSsh, run } from './open-ssh.js'
import { type SomeInstances, someInstances } from './some-instances.js'

const FIRST = 'i-0123456789abcdef0'
const SECOND = 'i-0123456789abcdef1'
const STOPPED = 'i-0123456789abcdef2'
const CLOSED = 'i-0123456789abcdef3'
const UBUNTU = 'i-0123456789abcdef4'
const DENIED = 'Permission denied (publickey).'

let app: TestServer
let instances: SomeInstances
let ssh: OpenSsh
let ed25519: KeyFile
let rsa: KeyFile
let ecdsa: KeyFile
let stranger: KeyFile
let stopped: KeyFile
let account: { accountId: string; incarnation: string }
let credentials: Awaited<ReturnType<typeof newAccount>>['credentials']
let first: Parameters<SomeInstances['add']>[0]

beforeAll(async () => {
  instances = someInstances()
  app = await startServer({ instances, sshLimits: { rootPauseMs: 50, loginMs: 5_000 } })
  ssh = new OpenSsh(app.sshPort)
  ed25519 = ssh.key('ed25519', 'ed25519')
  rsa = ssh.key('rsa', 'rsa')
  ecdsa = ssh.key('ecdsa', 'ecdsa')
  stopped = ssh.key('stopped', 'ed25519')
  stranger = ssh.key('stranger', 'ed25519')
  const made = await newAccount(app.url)
  const { accountId } = made
  credentials = made.credentials
  const { incarnation } = await app.accounts.existing(accountId)
  account = { accountId, incarnation }
  first = { ...account, instanceId: FIRST, keys: `# launched with\n${ed25519.line}\n${rsa.line}\n` }
  instances.add(first)
  instances.add({ ...account, instanceId: SECOND, keys: `${rsa.line}\n${ecdsa.line}\n` })
  instances.add({ ...account, instanceId: STOPPED, keys: stopped.line, state: 'stopped' })
  instances.add({ ...account, instanceId: CLOSED, keys: ed25519.line, closedTo: '127.0.0.1' })
  instances.add({ ...account, instanceId: UBUNTU, keys: ecdsa.line, defaultUser: 'ubuntu' })
})

afterAll(async () => {
  ssh?.remove()
  await app?.close()
})

interface Explained {
  operation: string
  outcome: { code: string; message: string }
  summary: string
  state: string[]
  wayOut: string[]
}

/** What the server says about the newest failure, once that is this one: it is kept when the connection has ended. */
async function explained(told: RegExp): Promise<Explained> {
  const headers = { Authorization: `Bearer ${app.operatorToken}` }
  let found: Explained | undefined
  await expect
    .poll(async () => {
      const response = await fetch(`${app.url}/api/lab/explanations/last`, { headers })
      found = ((await response.json()) as { explanation?: Explained }).explanation
      return [found?.summary, ...(found?.state ?? [])].join(' ')
    })
    .toMatch(told)
  if (!found) throw new Error('nothing is explained')
  return found
}

describe('a login', () => {
  it('opens the named instance with an ED25519, an RSA, and an ECDSA key', async () => {
    for (const [key, user, id] of [
      [ed25519, 'ec2-user', FIRST],
      [rsa, 'ec2-user', FIRST],
      [rsa, 'ec2-user', SECOND],
      [ecdsa, 'ec2-user', SECOND],
      [ecdsa, 'ubuntu', UBUNTU],
    ] as const) {
      const { out, err, code } = await ssh.ssh(`${user}+${id}`, { key, command: ['instance'] })
      expect([out, code], err).toEqual([`${user} ${id}\n`, 0])
    }
  })

  it('needs no instance id where exactly one running instance has the key', async () => {
    const { out } = await ssh.ssh('ec2-user', { key: ed25519, command: ['instance'] })
    expect(out).toBe(`ec2-user ${FIRST}\n`)
    const ubuntu = await ssh.ssh('ubuntu', { key: ecdsa, command: ['instance'] })
    expect(ubuntu.out).toBe(`ubuntu ${UBUNTU}\n`)
  })

  it('finds the key that fits among several', async () => {
    const { out } = await ssh.ssh(`ec2-user+${FIRST}`, {
      key: stranger,
      options: ['-i', stopped.path, '-i', ed25519.path],
      command: ['echo', 'in'],
    })
    expect(out).toBe('in\n')
  })

  it('reads the file as it stands: an edit counts at once', async () => {
    const before = first.keys
    first.keys = `from="10.0.0.0/8" ${stranger.line}\n`
    expect((await ssh.ssh(`ec2-user+${FIRST}`, { key: stranger })).err).toContain(DENIED)
    await explained(/options/)
    first.keys = `from="10.0.0.0/8,127.0.0.*",command="echo forced" ${stranger.line}\n`
    expect((await ssh.ssh(`ec2-user+${FIRST}`, { key: stranger, command: ['instance'] })).out).toBe('forced\n')
    expect((await ssh.ssh(`ec2-user+${FIRST}`, { key: ed25519 })).err).toContain(DENIED)
    first.keys = before
  })

  it("tells root who to be, in AWS's words, and ends", async () => {
    const { out, code } = await ssh.ssh(`root+${FIRST}`, { key: ed25519, command: ['instance'] })
    expect(out).toBe('Please login as the user "ec2-user" rather than the user "root".\n\n')
    expect(code).toBe(142)
    expect((await ssh.ssh(`root+${FIRST}`, { key: stranger })).err).toContain(DENIED)
  })

  it('shows the host key that the server tells about', async () => {
    await ssh.ssh(`ec2-user+${FIRST}`, { key: ed25519, command: ['echo'] })
    const { fingerprint } = await app.ssh.hostKey()
    const { out } = await run('ssh-keygen', ['-lf', join(ssh.folder, 'known_hosts')], '')
    expect(out).toContain(`256 ${fingerprint} [127.0.0.1]:${app.sshPort} (ED25519)`)
  })

  it("leaves a record that lessons and explanations see, and CloudTrail doesn't", async () => {
    const { out } = await ssh.ssh(`ec2-user+${FIRST}`, { key: ed25519, command: ['echo', 'in'] })
    expect(out).toBe('in\n')
    await app.settled()
    const records = await app.accounts.repository.newestRecords(account.accountId, { limit: 10 })
    const record = records.find(({ category }) => category === 'ssh')
    expect(record).toMatchObject({
      ...{ service: 'ssh', name: 'Login', outcome: 'success', sourceIp: '127.0.0.1', region: 'eu-central-1' },
      params: { instanceId: FIRST, user: 'ec2-user' },
      result: { keyFingerprint: expect.stringMatching(/^SHA256:.{43}$/) },
    })
    expect(record?.userAgent).toContain('OpenSSH')
    const headers = { Authorization: `Bearer ${app.operatorToken}` }
    const response = await fetch(`${app.url}/api/lab/explanations/${record?.requestId}`, { headers })
    expect(await response.json()).toMatchObject({
      explanation: { outcome: 'success', summary: `ec2-user connected to ${FIRST}.` },
    })
    const client = new CloudTrailClient({ endpoint: app.url, region: 'eu-central-1', credentials })
    const { Events = [] } = await client.send(new LookupEventsCommand({}))
    expect(Events.map(({ EventName }) => EventName)).not.toContain('Login')
  })
})

describe('a refused login', () => {
  const cases: [what: string, user: () => string, key: () => KeyFile | undefined, told: RegExp][] = [
    ['a key that it does not know', () => `ec2-user+${FIRST}`, () => stranger, /doesn’t know the key/],
    ['no key at all', () => `ec2-user+${FIRST}`, () => undefined, /offered no key/],
    ['another user', () => `ubuntu+${FIRST}`, () => ed25519, /nobody in as this user.*as ubuntu\./],
    ['an unknown user', () => `bob+${FIRST}`, () => ed25519, /nobody in as this user.*as bob\./],
    ['a stopped instance', () => `ec2-user+${STOPPED}`, () => stopped, /isn’t running: it’s stopped/],
    ['a stopped instance by its key', () => 'ec2-user', () => stopped, /isn’t running: it’s stopped/],
    ['an instance that there is not', () => 'ec2-user+i-0aaaaaaaaaaaaaaaa', () => ed25519, /no instance with this ID/],
    ['a key of several instances', () => 'ec2-user', () => rsa, /Several running instances/],
    ['a key of none', () => 'ec2-user', () => stranger, /doesn’t know the key/],
    ['a name that is none', () => 'Ec2 User', () => ed25519, /isn’t a Linux user/],
  ]
  it.each(cases)('says the same to %s, and explains it to whoever may know', async (_, user, key, told) => {
    const offered = key()
    const { err, code, out } = await ssh.ssh(user(), { ...(offered ? { key: offered } : {}), command: ['instance'] })
    expect([err.trim().split('\n').at(-1), code, out]).toEqual([`${user()}@127.0.0.1: ${DENIED}`, 255, ''])
    const { operation, outcome, wayOut } = await explained(told)
    expect({ operation, outcome }).toEqual({
      operation: 'ssh:Login',
      outcome: { code: 'PermissionDenied', message: 'Permission denied (publickey)' },
    })
    expect(wayOut.length).toBeGreaterThan(0)
  })

  it('names both keys to the owner', async () => {
    await ssh.ssh(`ec2-user+${FIRST}`, { key: stranger })
    const { out } = await run('ssh-keygen', ['-lf', stranger.path], '')
    const { state } = await explained(/doesn’t know the key/)
    expect(state[0]).toBe(`The client offered ${out.split(' ')[1]}.`)
    expect(state[1]).toContain('SHA256:')
  })

  it('takes no password', async () => {
    const { err } = await ssh.ssh(`ec2-user+${FIRST}`, {
      options: ['-o', 'PreferredAuthentications=password,keyboard-interactive', '-o', 'NumberOfPasswordPrompts=1'],
    })
    expect(err).toContain(DENIED)
  })

  it.each([
    [255, true],
    [256, false],
  ])('takes a name of %i bytes: %s', async (length, isTaken) => {
    const socket = connect(app.sshPort, '127.0.0.1').on('error', () => {})
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    let heard = ''
    socket.on('data', (data: Buffer) => {
      heard += data.toString('latin1')
      // It answers a name with its offer for the key exchange.
      if (heard.includes('curve25519-sha256')) socket.destroy()
    })
    const name = `${'SSH-2.0-'.padEnd(length - 2, 'x')}\r\n`
    socket.write(name.slice(0, -1))
    socket.write(name.slice(-1))
    await closed
    expect(heard.includes('curve25519-sha256')).toBe(isTaken)
  })

  it('disconnects after six keys', async () => {
    const keys = Array.from({ length: 6 }, (_, index) => ssh.key(`other${index}`, 'ed25519'))
    const options = [...keys, ed25519].flatMap(({ path }) => ['-i', path])
    const { err } = await ssh.ssh(`ec2-user+${FIRST}`, { key: stranger, options })
    expect(err).toMatch(/Received disconnect from 127\.0\.0\.1 port \d+:2: Too many authentication failures/)
    await explained(/too many keys/)
  })

  it('gets no answer where no security group lets the address in', async () => {
    const { err, code } = await ssh.ssh(`ec2-user+${CLOSED}`, { key: ed25519, command: ['instance'] })
    expect(code).toBe(255)
    expect(err).not.toContain('denied')
    expect(err).toMatch(/Connection (closed|reset) by/)
    const { outcome, wayOut } = await explained(/security groups/)
    expect(outcome).toEqual({ code: 'ConnectionTimedOut', message: 'Connection timed out' })
    expect(wayOut[0]).toContain('--group-id sg-0123456789abcdef0 --protocol tcp --port 22 --cidr 127.0.0.1/32')
  })

  it('stands in the list of requests, as one that succeeded does', async () => {
    const headers = { Authorization: `Bearer ${app.operatorToken}` }
    const list = `${app.url}/api/lab/requests?account=${account.accountId}`
    // From now on they are kept.
    await fetch(list, { headers })
    await ssh.ssh(`ec2-user+${FIRST}`, { key: ed25519, command: ['echo', 'in'] })
    await ssh.ssh(`ec2-user+${FIRST}`, { key: stranger })
    let logins: RequestSummary[] = []
    await expect
      .poll(async () => {
        logins = ((await (await fetch(list, { headers })).json()) as { requests: RequestSummary[] }).requests
        return logins.map(({ operation, errorCode }) => [operation, errorCode])
      })
      .toEqual([
        ['ssh:Login', 'PermissionDenied'],
        ['ssh:Login', undefined],
      ])
    for (const login of logins) {
      expect(login).toMatchObject({ accountId: account.accountId, sourceIp: '127.0.0.1' })
      expect(login.client).toContain('OpenSSH')
      expect(login).not.toHaveProperty('status')
      const response = await fetch(`${app.url}/api/lab/requests/${login.requestId}`, { headers })
      expect(await response.json()).toEqual({ request: login })
    }
  })

  it('leaves no key and no private half in the log or the store', async () => {
    await app.settled()
    const text = app.logs.join('\n')
    for (const { path, line } of [ed25519, rsa, stranger]) {
      expect(text).not.toContain(line.split(' ')[1])
      expect(text).not.toContain(readFileSync(path, 'utf8').split('\n')[2])
    }
    expect(text).not.toContain('OPENSSH')
    expect(text).toBe('')
  })
})
