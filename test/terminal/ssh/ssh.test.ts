import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ownCommands } from '../../../client/devices/terminal/shell/commands.js'
import { laptopFiles, laptopShell } from '../../../client/devices/terminal/shell/laptop-shell.js'
import { readPrivateKey } from '../../../client/devices/terminal/ssh/private-key.js'
import { Accounts } from '../../../server/account/accounts.js'
import type { Machine, ScreenTaker } from '../../../server/shell/machine.js'
import type { ShellSession } from '../../../server/shell/session.js'
import { BrowserChallenges } from '../../../server/ssh/browser-challenges.js'
import type { BrowserOutput } from '../../../server/ssh/browser-guest.js'
import { newAccount, startServer, type TestServer } from '../../support/server.js'

/** Real time, and as much more as a test lets pass. */
const clock = {
  ahead: 0,
  now: () => Date.now() + clock.ahead,
}

let app: TestServer
let accountId: string
let shell: ShellSession
let id: string
/** What somebody at the screen answers, one after the other. */
const answers: string[] = []
/** Called by whoever takes the keyboard. */
let onTaken: (taker: ScreenTaker) => void = () => {}
const sent: string[] = []
const listeners = new Set<(output: BrowserOutput) => void>()
const stop = new AbortController()

/** The page's event stream. */
async function watch(): Promise<void> {
  const stream = await asOwner(`${app.url}/api/lab/events?account=${accountId}`, { signal: stop.signal })
  let text = ''
  const read = async () => {
    for await (const piece of stream.body ?? []) {
      text += new TextDecoder().decode(piece)
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, data] = /^event: ssh\ndata: (.*)$/.exec(text.slice(0, end)) ?? []
        text = text.slice(end + 2)
        if (data !== undefined) for (const listener of listeners) listener(JSON.parse(data) as BrowserOutput)
      }
    }
  }
  read().catch(() => {})
}

const asOwner = (url: string, init: RequestInit): Promise<Response> => {
  if (typeof init.body === 'string') sent.push(init.body)
  const owner = url.includes('/api/lab/') ? { authorization: `Bearer ${app.operatorToken}` } : {}
  return fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...owner } })
}

const machine = (): Machine => ({
  origin: app.url,
  fetch: asOwner,
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 200))),
  columns: () => 80,
  ask: async (prompt) => {
    const answer = answers.shift()
    if (answer === undefined) throw new Error(`nobody answers: ${prompt}`)
    return answer
  },
  screen: {
    rows: () => 24,
    key: async () => 'q',
    takeOver(taker) {
      onTaken(taker)
      return () => {}
    },
  },
})

async function run(line: string) {
  let [out, err] = ['', '']
  const { exitCode } = await shell.run(line, {
    print: (stream, text) => {
      if (stream === 'out') out += text
      else err += text
    },
  })
  return { code: exitCode, out, err }
}

beforeAll(async () => {
  app = await startServer({ clock })
  const account = await newAccount(app.url)
  accountId = account.accountId
  const { accessKeyId, secretAccessKey, sessionToken } = account.credentials
  await watch()
  const instances = {
    accountId,
    listen(hear: (output: BrowserOutput) => void) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
  }
  shell = laptopShell(await laptopFiles([]), ownCommands(machine(), instances), {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_DEFAULT_REGION: 'us-east-1',
  })
  await run('aws ec2 create-key-pair --key-name mine --query KeyMaterial --output text > mine.pem')
  const image = "aws ec2 describe-images --filters 'Name=name,Values=al2023*x86_64' --query 'Images[0].ImageId' --output text"
  const launched = await run(
    `aws ec2 run-instances --image-id $(${image}) --instance-type t3.micro --key-name mine --query 'Instances[0].InstanceId' --output text`,
  )
  id = launched.out.trim()
  clock.ahead += 4000
})
afterAll(async () => {
  stop.abort()
  await app?.close()
})

describe('ssh in the terminal', () => {
  it('asks about the host key whose fingerprint the console output has, and goes no further than that', async () => {
    const console = await run(`aws ec2 get-console-output --instance-id ${id} --query Output --output text`)
    const [, fingerprint = 'none'] = /256 (SHA256:\S+) root@/.exec(console.out) ?? []
    answers.push('no')
    const refused = await run(`ssh -i mine.pem ec2-user@${id} id`)
    expect(refused.code).toBe(255)
    expect(refused.err).toContain(`ED25519 key fingerprint is ${fingerprint}.`)
    expect(refused.err).toContain('Host key verification failed.')
  })

  it('refuses a key that others may read, in OpenSSH’s words, until chmod 400', async () => {
    answers.push('yes')
    const refused = await run(`ssh -i mine.pem ec2-user@${id} id -un`)
    expect(refused.code).toBe(255)
    expect(refused.err).toContain(`Warning: Permanently added '${id}' (ED25519) to the list of known hosts.`)
    expect(refused.err).toContain("Permissions 0644 for 'mine.pem' are too open.")
    expect(refused.err).toContain(`ec2-user@${id}: Permission denied (publickey).`)
    await run('chmod 400 mine.pem')
    expect(await run(`ssh -i mine.pem ec2-user@${id} id -un`)).toEqual({ code: 0, out: 'ec2-user\n', err: '' })
  })

  it('runs a command with its input, its output in a pipe, and its exit code', async () => {
    expect(await run(`echo hällo | ssh -i mine.pem ec2-user@${id} 'cat; exit 7' | tr l L`)).toMatchObject({ out: 'häLLo\n' })
    expect((await run(`ssh -i mine.pem ec2-user@${id} exit 7`)).code).toBe(7)
  })

  it('runs the lines of its input where there is no terminal and no command', async () => {
    const { code, out } = await run(`printf 'x=1\\necho $x; exit 4\\n' | ssh -T -i mine.pem ec2-user@${id}`)
    expect([code, out]).toEqual([4, '1\n'])
  })

  it('tells a command that stands beside a key what was asked for', async () => {
    await run("ssh-keygen -q -t ed25519 -N '' -f forced")
    const key = (await run('cat forced.pub')).out.trim()
    const line = `command="echo not $SSH_ORIGINAL_COMMAND" ${key}\n`
    await run(`printf '${line.replaceAll('\n', '\\n')}' | ssh -i mine.pem ec2-user@${id} 'cat >> .ssh/authorized_keys'`)
    expect(await run(`ssh -i forced ec2-user@${id} hostname`)).toEqual({ code: 0, out: 'not hostname\n', err: '' })
  })

  it('goes on, and keeps no place, where a login cannot be put on record', async () => {
    const record = vi.spyOn(Accounts.prototype, 'record').mockRejectedValue(new Error('the disk is full'))
    try {
      for (let login = 0; login < 12; login++) {
        expect(await run(`ssh -i mine.pem ec2-user@${id} true`)).toMatchObject({ code: 0 })
      }
    } finally {
      record.mockRestore()
    }
    expect(app.logs.filter((line) => line.includes('an SSH login could not be recorded'))).toHaveLength(12)
  })

  it('is a terminal: keys go there as they are typed, and what is printed comes back', async () => {
    onTaken = ({ feed }) => {
      for (const key of 'echo one two\r') feed(key)
      feed('exit 3\r')
    }
    const { code, out, err } = await run(`ssh -i mine.pem ec2-user@${id}`)
    expect(out).toContain('one two\r\n')
    expect(out).toContain('Last login: ')
    expect(err).toBe(`Connection to ${id} closed.\n`)
    expect(code).toBe(3)
  })

  it('ends at ~. after Enter', async () => {
    onTaken = ({ feed }) => {
      feed('\r')
      feed('~')
      feed('.')
    }
    expect(await run(`ssh -i mine.pem ec2-user@${id}`)).toMatchObject({
      code: 255,
      err: `Connection to ${id} closed.\n`,
    })
  })

  it('sends a long paste in pieces, and no character in halves', async () => {
    sent.length = 0
    const pasted = `: ${'x'.repeat(7_997)}😀${'y'.repeat(8_000)}\r`
    onTaken = ({ feed }) => feed(`${pasted}exit 3\r`)
    expect((await run(`ssh -i mine.pem ec2-user@${id}`)).code).toBe(3)
    const pieces = sent.flatMap((body) => (JSON.parse(body) as { data?: string }).data ?? [])
    expect(pieces.length).toBeGreaterThan(1)
    expect(Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64'))).toString()).toBe(`${pasted}exit 3\r`)
  })

  it('denies another key, another user, and no key in the same words', async () => {
    await run("ssh-keygen -q -t ed25519 -N '' -f other")
    for (const who of [`-i other ec2-user@${id}`, `-i mine.pem ubuntu@${id}`, `-i missing.pem ec2-user@${id}`]) {
      const { code, err } = await run(`ssh ${who} id`)
      expect(code).toBe(255)
      expect(err).toMatch(/Permission denied \(publickey\)\.\n$/)
    }
    expect((await run('ssh -i mine.pem ec2-user@example.com')).err).toBe(
      'ssh: Could not resolve hostname example.com: Name or service not known\n',
    )
  })

  it('takes a challenge once, and only for the account that it was given to, with its own signature', async () => {
    const ask = async (path: string, body: object) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return (await (await asOwner(`${app.url}/api/lab/ssh/${path}`, init)).json()) as Record<string, string>
    }
    sent.length = 0
    await run(`ssh -i mine.pem ec2-user@${id} true`)
    const start = JSON.parse(sent.find((body) => body.includes('"signature"')) ?? '{}') as Record<string, string>
    expect(await ask('sessions', start)).toEqual({ refused: 'denied' })
    const { challenge = '' } = await ask('challenges', { account: accountId, loginName: `ec2-user+${id}` })
    expect(Buffer.from(challenge, 'base64url')).toHaveLength(32)
    expect(await ask('sessions', { ...start, challenge })).toEqual({ refused: 'denied' })
    const other = await newAccount(app.url)
    const theirs = await ask('challenges', { account: other.accountId, loginName: `ec2-user+${id}` })
    expect(await ask('sessions', { ...start, challenge: theirs.challenge })).toEqual({ refused: 'denied' })
  })

  it('takes a challenge for 30 seconds, at any process', async () => {
    const services = { accounts: app.accounts, documents: app.store.documents, clock, random: { bytes: randomBytes } }
    const [here, there] = [new BrowserChallenges(services), new BrowserChallenges(services)]
    const guest = { learner: 'ann', accountId, address: '127.0.0.1', software: '' }
    const challenge = await here.give(guest, 'ec2-user')
    expect(await there.isGood(challenge, guest, 'ec2-user')).toBe(true)
    expect(await there.isGood(challenge, { ...guest, learner: 'ben' }, 'ec2-user')).toBe(false)
    expect(await there.isGood(challenge, guest, 'ubuntu')).toBe(false)
    expect([await here.spend(challenge), await there.spend(challenge)]).toEqual([true, false])
    clock.ahead += 29_000
    expect(await there.isGood(challenge, guest, 'ec2-user')).toBe(true)
    clock.ahead += 1000
    expect(await there.isGood(challenge, guest, 'ec2-user')).toBe(false)
  })

  it('sends no part of the private key', async () => {
    const text = (await run('cat mine.pem')).out
    expect(typeof readPrivateKey(text)).toBe('object')
    const lines = text.split('\n').filter((line) => line.length === 64)
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) expect(sent.some((body) => body.includes(line))).toBe(false)
  })
})
