import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Bash, InMemoryFs } from 'just-bash/browser'
import { awsCommand } from '../../server/shell/aws-command.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { words } from '../support/words.js'

export const DEBIAN = '/usr/lib/python3/dist-packages/awscli'
const HOME = '/home/user'
/** Both wait so much at most between two tries of a waiter. */
const MOST_SLEEP_MS = 200

/** A command line that is run by both CLIs, each on an account of its own. */
export interface Case {
  line: string
  /** Null: not set. */
  env?: Record<string, string | null>
  input?: string
  /** Only the first lines are alike: what follows lists services or operations of another version. */
  firstLines?: number
  /** Its output is for later lines, as `$NAME`. */
  keep?: string
  /** What it prints differs by version; the exit code and the errors do not. */
  silent?: boolean
}

export interface Outcome {
  code: number
  out: string
  err: string
}

export interface Outcomes {
  real: Outcome[]
  ours: Outcome[]
  left: { real: string[]; ours: string[] }
}

/** Runs the command lines in their order by both CLIs, in home folders with these files; reads `leftBehind` at the end. */
export async function runBoth(
  cases: readonly Case[],
  files: Readonly<Record<string, string>>,
  leftBehind: readonly string[] = [],
): Promise<Outcomes> {
  const app = await startServer()
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-terminal-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const [mine, theirs] = [await anAccount(app), await anAccount(app)]
    const fs = new InMemoryFs(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${HOME}/${name}`, text])))
    const running = debianCli(app, folder, cases, theirs.env)
    const ours: Outcome[] = []
    const kept = new Map<string, string>()
    for (const test of cases) {
      const outcome = await inShell(app, fs, withKept(test, kept), mine.env)
      if (test.keep !== undefined) kept.set(`$${test.keep}`, outcome.out.trim())
      ours.push(normal(outcome, mine.accountId, folder))
    }
    const real = (await running).map((outcome) => normal(outcome, theirs.accountId, folder))
    const left = {
      real: leftBehind.map((name) => readFileSync(join(folder, name), 'utf8')),
      ours: await Promise.all(leftBehind.map((name) => fs.readFile(`${HOME}/${name}`).catch(() => 'missing'))),
    }
    return { real, ours, left }
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const withKept = (test: Case, kept: ReadonlyMap<string, string>): Case => ({
  ...test,
  line: [...kept].reduce((line, [name, value]) => line.replaceAll(name, value), test.line),
})

const machine = (app: TestServer) => ({
  origin: app.url,
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, MOST_SLEEP_MS))),
  columns: () => 80,
  ask: undefined,
})

async function anAccount(app: TestServer) {
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

async function inShell(
  app: TestServer,
  fs: InMemoryFs,
  { line, env, input }: Case,
  base: Record<string, string>,
): Promise<Outcome> {
  const bash = new Bash({
    ...{ fs, cwd: HOME, customCommands: [awsCommand(machine(app))], defenseInDepth: false },
    env: withoutNull({ HOME, ...base, ...env }),
  })
  const result = await bash.exec('aws', {
    args: withEndpoint(app, words(line)),
    ...(input === undefined ? {} : { stdin: input }),
  })
  return { code: result.exitCode, out: result.stdout, err: result.stderr }
}

const withoutNull = (env: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

/** All of them in one process of Debian's Python. */
function debianCli(app: TestServer, folder: string, cases: readonly Case[], env: Record<string, string>): Promise<Outcome[]> {
  const script = fileURLToPath(new URL('../support/aws-many.py', import.meta.url))
  const job = {
    home: folder,
    env: { HOME: folder, AWS_PAGER: '', AWS_CLI_FILE_ENCODING: 'UTF-8', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    mostSleepSeconds: MOST_SLEEP_MS / 1000,
    commands: cases.map(({ line, ...rest }) => ({ ...rest, args: withEndpoint(app, words(line)) })),
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

const withEndpoint = (app: TestServer, args: string[]): string[] =>
  args.length === 0 || args.includes('--endpoint-url') || args[0] === 'configure'
    ? args
    : [...args, `--endpoint-url=${app.url}`]

/** What must differ between two accounts and moments. */
const normal = ({ code, out, err }: Outcome, accountId: string, folder: string): Outcome => ({
  code,
  out: same(out, accountId, folder),
  err: same(err, accountId, folder),
})

const same = (text: string, accountId: string, folder: string): string =>
  text
    .replaceAll(accountId, '123456789012')
    .replace(/\b(AIDA|AIPA|AROA|AGPA|ANPA|AKIA|ASIA)[A-Z2-7]{16,17}\b/g, '$1XXXXXXXXXXXXXXXX')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00/g, '2026-01-01T00:00:00+00:00')
    .replace(/("SecretAccessKey": )"[\w/+=]{40}"/g, '$1"…"')
    .replace(/\b\d{8}T\d{6}Z/g, '20260101T000000Z')
    .replace(/\b([a-z]+(?:-[a-z]+)?)-[0-9a-f]{17}\b/g, '$1-XXXXXXXXXXXXXXXXX')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'a-client-token')
    .replace(/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5,}\b/g, 'XX:XX')
    .replace(/(-----BEGIN [A-Z ]+-----)[^-]+/g, '$1…')
    .replaceAll(folder, HOME)

export const shown = (outcome: Outcome | undefined, { firstLines, silent }: Case) => {
  if (silent) return { ...outcome, out: '' }
  if (!outcome || firstLines === undefined) return outcome
  return { ...outcome, err: outcome.err.split('\n').slice(0, firstLines) }
}
