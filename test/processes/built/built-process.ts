import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../../server/cli/paths.js'

/** Builds the server next to `dist/server`, where it finds its lessons; returns the folder, which the caller removes. */
export function buildServer(): string {
  const folder = `dist/processes-${process.pid}`
  execFileSync(process.execPath, ['scripts/build-server.mjs', folder], { cwd: ROOT })
  return join(ROOT, folder)
}

/** What belongs to a process, however often it starts. */
export interface Place {
  /** Where it was built. */
  folder: string
  /** PostgreSQL's address, or a data folder. */
  database: string
  port: number
  sshPort: number
  /** The proxy's address. */
  publicUrl: string
}

/** What the processes of one database share. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')

/** `iam-dojo serve`, built, always on the same ports; it may be killed and started again. */
export class BuiltProcess {
  readonly #place: Place
  readonly #home = mkdtempSync(join(tmpdir(), 'iam-dojo-process-'))
  #child: ChildProcess | undefined
  /** The end of what it logged. */
  words = ''

  constructor(place: Place) {
    this.#place = place
  }

  /** Until it is ready. Throws with its last words if it ends before. */
  async start(): Promise<void> {
    const { folder, database, port, sshPort, publicUrl } = this.#place
    const isAddress = database.startsWith('postgresql:')
    const main = `const { main } = await import(${JSON.stringify(pathToFileURL(join(folder, 'main.js')).href)}); await main(process.argv.slice(1))`
    const ports = ['--port', String(port), '--ssh-port', String(sshPort), '--public-url', publicUrl]
    const args = ['serve', ...ports, '--bcrypt-cost', '4', ...(isAddress ? [] : ['--data', database])]
    const child = spawn(process.execPath, ['--input-type=module', '-e', main, '--', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ IAM_DOJO_HOME: this.#home, IAM_DOJO_MASTER_KEY: MASTER_KEY, IAM_DOJO_LOG: 'warn' },
        ...(isAddress ? { IAM_DOJO_DATABASE_URL: database } : {}),
      },
    })
    this.#child = child
    child.stderr.on('data', (chunk: Buffer) => {
      this.words = (this.words + chunk.toString()).slice(-5000)
    })
    await new Promise<void>((resolve, reject) => {
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        if (out.includes('is ready at')) resolve()
      })
      child.on('close', (code) => reject(new Error(`it ended with ${code}: ${this.words}`)))
    })
  }

  /** As it wrote it for the person at the machine. */
  operatorToken(): string {
    const file = join(this.#home, 'servers', `${this.#place.port}.json`)
    return (JSON.parse(readFileSync(file, 'utf8')) as { token: string }).token
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** `SIGSTOP` and `SIGCONT` let it live. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return
    const ended = new Promise((resolve) => this.#child?.once('close', resolve))
    this.signal('SIGKILL')
    await ended
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.#home, { recursive: true, force: true })
  }
}
