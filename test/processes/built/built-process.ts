import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../server/cli/paths.js'

/** Builds the server with one-process.ts beside it; returns the folder, which goes when the tests end. */
export function buildProcess(): string {
  const folder = `dist/processes-${process.pid}`
  execFileSync(process.execPath, ['scripts/build-server.mjs', folder, 'test/processes/built/one-process.ts'], { cwd: ROOT })
  process.on('exit', () => rmSync(join(ROOT, folder), { recursive: true, force: true }))
  return join(ROOT, folder)
}

export interface Place {
  folder: string
  /** PostgreSQL's address, or SQLite's file. */
  database: string
  port: number
  sshPort: number
  /** What people are told: the proxy's. */
  url: string
}

/** A built server in a process of its own, always on the same ports, which may be killed and started again. */
export class BuiltProcess {
  readonly #place: Place
  #child: ChildProcess | undefined
  /** What it logged, the end of it. */
  words = ''

  constructor(place: Place) {
    this.#place = place
  }

  async start(): Promise<void> {
    const { folder, database, port, sshPort, url } = this.#place
    const args = [join(folder, 'besides.js'), database, String(port), String(sshPort), url]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    child.stderr.on('data', (chunk: Buffer) => {
      this.words = (this.words + chunk.toString()).slice(-5000)
    })
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', () => resolve())
      child.on('close', (code) => reject(new Error(`it ended with ${code}: ${this.words}`)))
    })
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
}
