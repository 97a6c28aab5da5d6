import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { AtTerminal, type KeyFile, OpenSsh } from './open-ssh.js'
import { someInstances } from './some-instances.js'

const USER = 'ec2-user+i-0123456789abcdef0'
const PROMPT = '[ec2-user@ip-172-31-5-9 ~]$ '

let app: TestServer
let ssh: OpenSsh
let key: KeyFile

beforeAll(async () => {
  const instances = someInstances()
  app = await startServer({ instances })
  ssh = new OpenSsh(app.sshPort)
  key = ssh.key('key', 'ed25519')
  const { accountId } = await newAccount(app.url)
  const { incarnation } = await app.accounts.existing(accountId)
  instances.add({ accountId, incarnation, instanceId: 'i-0123456789abcdef0', keys: key.line })
  instances.add({ accountId, incarnation, instanceId: 'i-0123456789abcdef1', keys: `no-pty ${key.line}` })
})

afterAll(async () => {
  ssh?.remove()
  await app?.close()
})

const terminal = (...options: string[]) => new AtTerminal([...ssh.options('-p', key), ...options, `${USER}@127.0.0.1`])

describe('a command', () => {
  it('has its output, its errors, and its exit code', async () => {
    expect(await ssh.ssh(USER, { key, command: ['echo', 'a', 'b'] })).toMatchObject({ out: 'a b\n', code: 0 })
    expect(await ssh.ssh(USER, { key, command: ['complain', 'no'] })).toMatchObject({ out: '', err: 'no\n', code: 0 })
    expect(await ssh.ssh(USER, { key, command: ['fail', '3'] })).toMatchObject({ out: '', code: 3 })
    expect(await ssh.ssh(USER, { key, command: ['nothing'] })).toMatchObject({ code: 127 })
    expect(await ssh.ssh(USER, { key, command: ["echo 'open"] })).toMatchObject({
      code: 2,
      err: 'bash: -c: line 1: syntax error: unexpected end of file\n',
    })
  })

  it('reads its standard input to the end, and needs none otherwise', async () => {
    expect((await ssh.ssh(USER, { key, command: ['cat'], input: 'ä line\nand more' })).out).toBe('ä line\nand more')
    const waiting = new AtTerminal([...ssh.options('-p', key), '-T', `${USER}@127.0.0.1`, 'echo', 'at once'])
    await waiting.read('at once')
    expect(await waiting.ended).toBe(0)
  })

  it('may print far more than is kept for a client that reads', async () => {
    const { out, code } = await ssh.ssh(USER, { key, command: ['bytes', '5000000'] })
    expect([out.length, code]).toEqual([5_000_000, 0])
  })

  it('reads up to 1 MiB', async () => {
    const { err, code } = await ssh.ssh(USER, { key, command: ['cat'], input: 'x'.repeat(1_100_000) })
    expect([err, code]).toEqual(['iam-dojo: a command can read up to 1 MiB.\n', 1])
  })

  it('gets the language of the client, and nothing else of its environment', async () => {
    const { out } = await ssh.ssh(USER, {
      key,
      options: ['-o', 'SetEnv=LANG=de_DE.UTF-8 AWS_SECRET_ACCESS_KEY=mine LC_ALL=C'],
      command: ['variables'],
    })
    expect(JSON.parse(out)).toEqual({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' })
  })

  it('ends with the client', async () => {
    const waiting = new AtTerminal([...ssh.options('-p', key), `${USER}@127.0.0.1`, 'sleep', '1000'])
    await expect.poll(() => app.ssh.size).toBe(1)
    waiting.hangUp()
    await expect.poll(() => app.ssh.size).toBe(0)
  })
})

describe('a script on standard input', () => {
  it('is run line by line, and its exit code is the last one', async () => {
    const { out, err, code } = await ssh.ssh(USER, {
      key,
      options: ['-T'],
      input: "echo one\n\necho 'two\nlines'\nnothing\nfail 4\n",
    })
    expect([out, code]).toEqual(['one\ntwo lines\n', 4])
    expect(err).toBe('bash: nothing: command not found\n')
    expect(await ssh.ssh(USER, { key, options: ['-T'], input: 'exit 7\necho no\n' })).toMatchObject({ out: '', code: 7 })
  })
})

describe('a terminal', () => {
  it('greets, prompts, edits a line, goes through its history, and ends with Ctrl-D', async () => {
    const one = terminal()
    expect(await one.read(PROMPT)).toMatch(/Amazon Linux 2023\r\n[\s\S]*simulated by IAM Dojo/)
    one.type('echo wrld\x1b[D\x1b[D\x1b[Do\r')
    await one.read('\r\nworld\r\n')
    await one.read(PROMPT)
    one.type('echo äöü€😀\x7f\x7f!\r')
    await one.read('\r\näöü!\r\n')
    await one.read(PROMPT)
    one.type('\x1b[A\x1b[A\r')
    await one.read('\r\nworld\r\n')
    await one.read(PROMPT)
    one.type('\x12öü\r')
    await one.read('\r\näöü!\r\n')
    await one.read(PROMPT)
    one.type('fail 9\r')
    await one.read(PROMPT)
    one.type('\x04')
    await one.read('logout\r\n')
    expect(await one.ended).toBe(9)
  })

  it('tells the last login', async () => {
    const one = terminal()
    await one.read('Last login: ')
    expect(await one.read('\r\n')).toMatch(/^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4} from 127\.0\.0\.1$/)
    one.type('exit 3\r')
    expect(await one.ended).toBe(3)
  })

  it('completes words, and shows the choices at the second Tab', async () => {
    const one = terminal()
    await one.read(PROMPT)
    one.type('var\t\r')
    await one.read('\r\n{"TERM":')
    await one.read(PROMPT)
    one.type('s\t\t')
    await one.read('size   sleep  spill')
    one.type('\x03')
    await one.read('^C\r\n')
    one.type('\x04')
    expect(await one.ended).toBe(130)
  })

  it('stops a command with Ctrl-C, and keeps what is typed ahead', async () => {
    const one = terminal()
    await one.read(PROMPT)
    one.type('sleep 1000\r')
    await one.read('sleep 1000')
    one.type('echo lost\r')
    one.type('\x03')
    await one.read('^C')
    await one.read(PROMPT)
    one.type("echo kept\recho 'on\rgoes'\r")
    await one.read('\r\nkept\r\n')
    await one.read('> ')
    await one.read('\r\non goes\r\n')
    await one.read(PROMPT)
    one.type('\x04')
    expect(await one.ended).toBe(0)
  })

  it('takes a paste of many lines', async () => {
    const one = terminal()
    await one.read(PROMPT)
    const lines = Array.from({ length: 200 }, (_, index) => `echo line${index} ${'x'.repeat(200)}\r`)
    one.type(lines.join(''))
    for (const index of [0, 100, 199]) await one.read(`\r\nline${index} xxx`)
    one.type('\x04')
    expect(await one.ended).toBe(0)
  })

  it('answers a question, and reads lines until Ctrl-D', async () => {
    const one = terminal()
    await one.read(PROMPT)
    one.type('ask\r')
    await one.read('What? ')
    one.type('yes\r')
    await one.read('you said yes\r\n')
    await one.read(PROMPT)
    one.type('cat\r')
    await one.read('cat')
    one.type('first\rsecond\r\x04')
    await one.read('first\r\nsecond\r\n')
    await one.read(PROMPT)
    one.type('cat\r')
    one.type('never\r\x03')
    await one.read('^C')
    await one.read(PROMPT)
    one.type('\x04')
    expect(await one.ended).toBe(130)
  })

  it('runs one command at a terminal', async () => {
    const one = new AtTerminal([...ssh.options('-p', key), `${USER}@127.0.0.1`, 'size'])
    expect(await one.read('{"columns":80,"rows":24}\r\n')).toBe('')
    expect(await one.ended).toBe(0)
  })

  it('refuses a line that is too long, with a bell, and takes the rest', async () => {
    const one = terminal()
    await one.read(PROMPT)
    one.type(`echo ${'y'.repeat(70_000)}`)
    await one.read('\x07')
    one.type('\x15echo short\r')
    await one.read('\r\nshort\r\n')
    one.type('\x04')
    expect(await one.ended).toBe(0)
  })

  it('is not there where the key says no-pty', async () => {
    const one = new AtTerminal([...ssh.options('-p', key), 'ec2-user+i-0123456789abcdef1@127.0.0.1', 'size'])
    await one.read('PTY allocation request failed')
    one.hangUp()
  })
})

describe('what the host has not', () => {
  it('refuses sftp and scp with a sentence', async () => {
    const sentence = 'iam-dojo: sftp and scp are not here.'
    const file = join(ssh.folder, 'file')
    writeFileSync(file, 'text')
    expect((await ssh.sftp(USER, key)).err).toContain(sentence)
    expect((await ssh.scp(USER, key, [], file)).err).toContain(sentence)
    expect((await ssh.scp(USER, key, ['-O'], file)).err).toContain(sentence)
  })

  it('forwards no port, neither way, and says so', async () => {
    const remote = await ssh.ssh(USER, { key, options: ['-R', '0:127.0.0.1:1'], command: ['echo', 'on'] })
    expect(remote.out).toBe('on\n')
    expect(remote.err).toContain('iam-dojo: this instance forwards no ports')
    const local = new AtTerminal([
      ...ssh.options('-p', key),
      ...['-L', `${ssh.folder}/socket:127.0.0.1:1`, `${USER}@127.0.0.1`],
    ])
    await local.read(PROMPT)
    const socket = connect(`${ssh.folder}/socket`)
    socket.on('error', () => {})
    await local.read('iam-dojo: this instance forwards no ports')
    socket.destroy()
    local.type('\x04')
    await local.ended
  })

  it('takes no agent and no X11, and says so', async () => {
    const { err, out } = await ssh.ssh(USER, { key, options: ['-A', '-o', 'IdentityAgent=/nowhere'], command: ['echo', 'in'] })
    expect(out).toBe('in\n')
    expect(err).not.toContain('denied')
  })

  it('gives one login ten sessions at the same time', async () => {
    const waiting = Array.from({ length: 10 }, () => new AtTerminal([...ssh.options('-p', key), `${USER}@127.0.0.1`]))
    for (const one of waiting) await one.read(PROMPT)
    const { err, code } = await ssh.ssh(USER, { key, command: ['echo', 'in'] })
    expect([err, code]).toEqual(['iam-dojo: too many SSH sessions are open. Close one, then try again.\n', 254])
    waiting[0]?.type('\x04')
    await waiting[0]?.ended
    await expect.poll(async () => (await ssh.ssh(USER, { key, command: ['echo', 'in'] })).out).toBe('in\n')
    for (const one of waiting) one.hangUp()
  })
})

it('ends all sessions when the server stops', async () => {
  const other = await startServer({ instances: someInstances() })
  const sockets = Array.from({ length: 3 }, () => connect(other.sshPort, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve))))
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  await other.close()
  await Promise.all(closed)
})
