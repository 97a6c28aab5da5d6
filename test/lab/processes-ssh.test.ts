import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownCommands } from '../../client/devices/terminal/shell/commands.js'
import { laptopFiles, laptopShell } from '../../client/devices/terminal/shell/laptop-shell.js'
import type { Machine, ScreenTaker } from '../../server/shell/machine.js'
import type { ShellSession } from '../../server/shell/session.js'
import type { BrowserOutput } from '../../server/ssh/browser-guest.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { EventStream, startProcess } from '../support/processes.js'
import { newAccount, type TestServer } from '../support/server.js'

/** Real time, and as much more as a test lets pass. */
const clock = { ahead: 0, now: () => Date.now() + clock.ahead }

let postgres: TestPostgres
let a: TestServer
let b: TestServer
let stream: EventStream
let shell: ShellSession
let id: string
let requests = 0
let onTaken: (taker: ScreenTaker) => void = () => {}
const arrived = new Set<string>()

/** What is asked of a shell arrives at the two processes in turn. */
const inTurn = (url: string, init: RequestInit): Promise<Response> => {
  const isLab = url.includes('/api/lab/')
  const app = url.includes('/api/lab/ssh') && ++requests % 2 === 1 ? b : a
  if (url.includes('/api/lab/ssh')) arrived.add(app.url)
  const headers = {
    ...Object.fromEntries(new Headers(init.headers)),
    ...(isLab ? { authorization: `Bearer ${app.operatorToken}` } : {}),
  }
  return fetch(url.replace(a.url, app.url), { ...init, headers })
}

const machine = (): Machine => ({
  origin: a.url,
  fetch: inTurn,
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 200))),
  columns: () => 80,
  ask: async () => 'yes',
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
    print: (to, text) => {
      if (to === 'out') out += text
      else err += text
    },
  })
  return { code: exitCode, out, err }
}

beforeAll(async () => {
  postgres = await startPostgres()
  a = await startProcess(postgres.connectionString, { clock })
  b = await startProcess(postgres.connectionString, { clock })
  const { accountId, credentials } = await newAccount(a.url)
  stream = await EventStream.open(a.url, accountId, new Map(), { Authorization: `Bearer ${a.operatorToken}` })
  const instances = {
    accountId,
    listen(hear: (output: BrowserOutput) => void) {
      return stream.onEvent((event, data) => {
        if (event === 'ssh') hear(data as unknown as BrowserOutput)
      })
    },
  }
  shell = laptopShell(await laptopFiles([]), ownCommands(machine(), instances), {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_DEFAULT_REGION: 'us-east-1',
  })
  await run('aws ec2 create-key-pair --key-name mine --query KeyMaterial --output text > mine.pem; chmod 400 mine.pem')
  const image = "aws ec2 describe-images --filters 'Name=name,Values=al2023*x86_64' --query 'Images[0].ImageId' --output text"
  const launched = await run(
    `aws ec2 run-instances --image-id $(${image}) --instance-type t3.micro --key-name mine --query 'Instances[0].InstanceId' --output text`,
  )
  id = launched.out.trim()
  clock.ahead += 4000
}, 180_000)
afterAll(async () => {
  stream?.close()
  for (const one of [a, b]) await one?.close()
  await postgres?.stop()
}, 120_000)

it('a shell prints on the page, whichever process is asked to open it', async () => {
  for (let n = 0; n < 4; n++) {
    expect(await run(`ssh -i mine.pem ec2-user@${id} 'echo one; exit 7'`)).toMatchObject({ code: 7, out: 'one\n' })
  }
  expect(arrived.size).toBe(2)
}, 120_000)

it('keys reach it in their order, whichever process they arrive at', async () => {
  onTaken = ({ feed }) => {
    for (const key of 'echo one two three\r') feed(key)
    feed('exit 3\r')
  }
  const { code, out } = await run(`ssh -i mine.pem ec2-user@${id}`)
  expect(out).toContain('one two three\r\n')
  expect(code).toBe(3)
}, 120_000)

it('one that is over is over at both', async () => {
  for (const app of [a, b]) {
    const response = await fetch(`${app.url}/api/lab/ssh/sessions/${'x'.repeat(22)}/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${app.operatorToken}` },
      body: JSON.stringify({ account: stream.accountId, data: '' }),
    })
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'NoSuchSession' }])
  }
}, 60_000)
