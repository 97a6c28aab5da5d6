import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  code: number | null
  out: string
  err: string
}

export interface KeyFile {
  path: string
  /** The line for authorized_keys. */
  line: string
}

/** OpenSSH's own client, with nothing of this machine's settings, keys, or agent. */
export class OpenSsh {
  readonly folder = mkdtempSync(join(tmpdir(), 'iam-dojo-ssh-'))
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  key(name: string, type: 'ed25519' | 'rsa' | 'ecdsa'): KeyFile {
    const path = join(this.folder, name)
    execFileSync('ssh-keygen', ['-q', '-t', type, ...(type === 'rsa' ? ['-b', '2048'] : []), '-N', '', '-C', name, '-f', path])
    return { path, line: readFileSync(`${path}.pub`, 'utf8').trim() }
  }

  /** `ssh OPTIONS USER@127.0.0.1 COMMAND`; `input` is its standard input, to the end. */
  ssh(user: string, { key, options = [], command = [], input = '' }: SshRun = {}): Promise<Ran> {
    return run('ssh', [...this.options('-p', key), ...options, `${user}@127.0.0.1`, ...command], input)
  }

  scp(user: string, key: KeyFile, options: string[], file: string): Promise<Ran> {
    return run('scp', [...this.options('-P', key), ...options, file, `${user}@127.0.0.1:copy`], '')
  }

  sftp(user: string, key: KeyFile): Promise<Ran> {
    return run('sftp', [...this.options('-P', key), `${user}@127.0.0.1`], 'ls\n')
  }

  options(port: string, key?: KeyFile): string[] {
    const settings = {
      UserKnownHostsFile: join(this.folder, 'known_hosts'),
      StrictHostKeyChecking: 'accept-new',
      IdentitiesOnly: 'yes',
      IdentityAgent: 'none',
      PreferredAuthentications: 'publickey,password,keyboard-interactive',
      NumberOfPasswordPrompts: '0',
    }
    return [
      ...['-F', '/dev/null', port, String(this.#port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...['-i', key?.path ?? join(this.folder, 'no-such-key')],
    ]
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface SshRun {
  key?: KeyFile
  options?: string[]
  command?: string[]
  input?: string
}

export function run(program: string, args: string[], input: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdin.on('error', () => {})
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })
}

/** A client at a terminal, with somebody who waits for what they read before they type on. */
export class AtTerminal {
  readonly #child
  #text = ''
  #changed: () => void = () => {}
  readonly ended: Promise<number | null>

  constructor(args: string[]) {
    this.#child = spawn('ssh', ['-tt', ...args], { stdio: 'pipe' })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#text += chunk.toString()
        this.#changed()
      })
    }
    this.#child.stdin.on('error', () => {})
    this.ended = new Promise((resolve) => this.#child.on('close', resolve))
  }

  /** Until this is read, after everything that was read before; what stood before it. */
  async read(wanted: string): Promise<string> {
    for (;;) {
      const at = this.#text.indexOf(wanted)
      if (at >= 0) {
        const before = this.#text.slice(0, at)
        this.#text = this.#text.slice(at + wanted.length)
        return before
      }
      const more = new Promise<boolean>((resolve) => {
        this.#changed = () => resolve(true)
      })
      const goesOn = await Promise.race([more, this.ended.then(() => this.#text.includes(wanted))])
      if (!goesOn) throw new Error(`it ended without '${wanted}': ${this.#text}`)
    }
  }

  type(text: string): void {
    this.#child.stdin.write(text)
  }

  hangUp(): void {
    this.#child.kill()
  }
}
