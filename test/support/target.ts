import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../server/cli/paths.js'
import { nodeFlags } from './node-flags.js'

/** The server in a process of its own, built from the source as it stands. */
export interface Target {
  url: string
  operatorToken: string
  /** Undefined while it runs; then how it ended. */
  ended(): string | undefined
  /** What it logged since the last call. */
  newLogs(): string
  /** The end of all that it logged. */
  lastWords(): string
  /** Resident memory, in megabytes; undefined where the system does not tell. */
  residentMegabytes(): number | undefined
  /** CPU time of the main thread, in milliseconds; undefined where the system does not tell. */
  mainThreadMs(): number | undefined
  stop(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
}

/** In characters. */
const LAST_WORDS = 5000

/** Builds the server next to `dist/server`, where it finds its lessons and pages; returns the folder. */
export function buildServer(): string {
  const folder = `dist/tested-${process.pid}`
  execFileSync(process.execPath, ['scripts/build-server.mjs', folder], { cwd: ROOT, stdio: 'inherit' })
  process.on('exit', () => rmSync(join(ROOT, folder), { recursive: true, force: true }))
  return join(ROOT, folder)
}

/** Starts it on a free port, with a new data folder unless one is given; resolves when it says that it is ready. */
export async function startTarget(folder: string, dataDir?: string): Promise<Target> {
  const home = mkdtempSync(join(tmpdir(), 'iam-dojo-fuzz-'))
  const main = `const { main } = await import(${JSON.stringify(pathToFileURL(join(folder, 'main.js')).href)}); await main(process.argv.slice(1))`
  const child = spawn(
    process.execPath,
    [
      ...nodeFlags(),
      '--input-type=module',
      '-e',
      main,
      '--',
      'serve',
      '--port',
      '0',
      '--bcrypt-cost',
      '4',
      '--data',
      dataDir ?? join(home, 'data'),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, IAM_DOJO_HOME: home, IAM_DOJO_LOG: 'warn' },
    },
  )
  let logs = ''
  let last = ''
  let end: string | undefined
  child.stderr.on('data', (chunk: Buffer) => {
    logs += chunk.toString()
    last = (last + chunk.toString()).slice(-LAST_WORDS)
  })
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      end = `exit code ${code}, signal ${signal}`
      resolve()
    })
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const ready = /ready at (http\S+?)\/signin/.exec(text)?.[1]
      if (ready) resolve(ready)
    })
    child.on('close', () => reject(new Error(`the server did not start: ${logs}`)))
  })
  const operator = JSON.parse(readFileSync(join(home, 'servers', `${new URL(url).port}.json`), 'utf8')) as { token: string }
  return {
    url,
    operatorToken: operator.token,
    ended: () => end,
    newLogs() {
      const text = logs
      logs = ''
      return text
    },
    lastWords: () => last,
    residentMegabytes: () => numberIn(`/proc/${child.pid}/status`, /VmRSS:\s+(\d+)/, 1000),
    mainThreadMs: () => numberIn(`/proc/${child.pid}/task/${child.pid}/schedstat`, /^(\d+)/, 1e6),
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 5000)
      await closed
      clearTimeout(hard)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function numberIn(file: string, pattern: RegExp, unit: number): number | undefined {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN) / unit
  } catch {
    return undefined
  }
}
