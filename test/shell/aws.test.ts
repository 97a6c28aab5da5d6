import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Bash, InMemoryFs } from 'just-bash/browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsCommand } from '../../server/shell/aws-command.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { words } from '../support/words.js'
import { CASES, type Case, FILES, LEFT_BEHIND } from './commands.js'

const DEBIAN = '/usr/lib/python3/dist-packages/awscli'
const HOME = '/home/user'

interface Outcome {
  code: number
  out: string
  err: string
}

let app: TestServer
let folder: string
let real: Outcome[]
let ours: Outcome[]
let left: { real: string[]; ours: string[] }

describe.skipIf(!existsSync(DEBIAN))('the aws command of the terminal, beside Debian’s own', () => {
  beforeAll(async () => {
    app = await startServer()
    folder = mkdtempSync(join(tmpdir(), 'iam-dojo-terminal-'))
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
    const [mine, theirs] = [await anAccount(), await anAccount()]
    const fs = new InMemoryFs(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`${HOME}/${name}`, text])))
    const running = debianCli(theirs.env)
    ours = []
    for (const test of CASES) ours.push(normal(await inShell(fs, test, mine.env), mine.accountId))
    real = (await running).map((outcome) => normal(outcome, theirs.accountId))
    left = {
      real: LEFT_BEHIND.map((name) => readFileSync(join(folder, name), 'utf8')),
      ours: await Promise.all(LEFT_BEHIND.map((name) => fs.readFile(`${HOME}/${name}`).catch(() => 'missing'))),
    }
  })

  afterAll(async () => {
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(CASES.map((test, index) => [`${index} aws ${test.line}`, test, index] as const))('%s', (_name, test, index) => {
    expect(shown(ours[index], test)).toEqual(shown(real[index], test))
  })

  it('leaves the same files behind', () => {
    const seed = left.ours.pop() ?? ''
    expect(seed).toMatch(/^[A-Z2-7]{64}$/)
    expect(left.real.pop()).toHaveLength(seed.length)
    expect(left.ours).toEqual(left.real)
  })
})

const machine = () => ({
  origin: app.url,
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  columns: () => 80,
  ask: undefined,
})

async function anAccount() {
  const { accountId, credentials: c } = await newAccount(app.url)
  const env = {
    AWS_ACCESS_KEY_ID: c.accessKeyId,
    AWS_SECRET_ACCESS_KEY: c.secretAccessKey,
    AWS_SESSION_TOKEN: c.sessionToken,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  }
  return { accountId, env }
}

async function inShell(fs: InMemoryFs, { line, env, input }: Case, base: Record<string, string>): Promise<Outcome> {
  const bash = new Bash({
    ...{ fs, cwd: HOME, customCommands: [awsCommand(machine())], defenseInDepth: false },
    env: withoutNull({ HOME, ...base, ...env }),
  })
  const result = await bash.exec('aws', {
    args: withEndpoint(words(line)),
    ...(input === undefined ? {} : { stdin: input }),
  })
  return { code: result.exitCode, out: result.stdout, err: result.stderr }
}

const withoutNull = (env: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

/** All of them in one process of Debian's Python. */
function debianCli(env: Record<string, string>): Promise<Outcome[]> {
  const script = fileURLToPath(new URL('../support/aws-many.py', import.meta.url))
  const job = {
    home: folder,
    env: { HOME: folder, AWS_PAGER: '', AWS_CLI_FILE_ENCODING: 'UTF-8', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    commands: CASES.map(({ line, ...rest }) => ({ ...rest, args: withEndpoint(words(line)) })),
  }
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/python3', [script], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.pipe(process.stderr)
    child.on('close', () => (out ? resolve(JSON.parse(out)) : reject(new Error('no output'))))
    child.stdin.end(JSON.stringify(job))
  })
}

const withEndpoint = (args: string[]): string[] =>
  args.length === 0 || args.includes('--endpoint-url') || args[0] === 'configure'
    ? args
    : [...args, `--endpoint-url=${app.url}`]

/** What must differ between two accounts and moments. */
const normal = ({ code, out, err }: Outcome, accountId: string): Outcome => ({
  code,
  out: same(out, accountId),
  err: same(err, accountId),
})

const same = (text: string, accountId: string): string =>
  text
    .replaceAll(accountId, '123456789012')
    .replace(/\b(AIDA|AIPA|AROA|AGPA|ANPA|AKIA|ASIA)[A-Z2-7]{16,17}\b/g, '$1XXXXXXXXXXXXXXXX')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g, '2026-01-01T00:00:00+00:00')
    .replace(/("SecretAccessKey": )"[\w/+=]{40}"/g, '$1"…"')
    .replace(/\b\d{8}T\d{6}Z/g, '20260101T000000Z')
    .replaceAll(folder, HOME)

const shown = (outcome: Outcome | undefined, { firstLines }: Case) => {
  if (!outcome || firstLines === undefined) return outcome
  return { ...outcome, err: outcome.err.split('\n').slice(0, firstLines) }
}
