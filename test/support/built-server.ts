import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))

export interface Ended {
  code: number | null
  /** Standard error. */
  errors: string
}

export interface BuiltServer {
  /** Empty when it ended before it listened. */
  url: string
  ended: Promise<Ended>
  /** Standard output until now. */
  out(): string
  /** Standard error until now. */
  errors(): string
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** The built server as a user starts it; resolves when it is ready or has ended. */
export function startBuilt(args: string[], env: Record<string, string>): Promise<BuiltServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--bcrypt-cost', '4', ...args], {
      env: { ...process.env, ...env },
    })
    let out = ''
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, errors })))
    const server = (url: string): BuiltServer => ({
      url,
      ended,
      out: () => out,
      errors: () => errors,
      stop(signal = 'SIGTERM') {
        child.kill(signal)
        return ended
      },
    })
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (!out.includes('Stop with Ctrl+C')) return
      // Its own address comes after that of a proxy.
      const url = [...out.matchAll(/(?:ready|reaches it) at (https?:\/\/[^\s/]+)/g)].at(-1)?.[1]
      if (url) resolve(server(url))
    })
    child.on('error', reject)
    void ended.then(() => resolve(server('')))
  })
}
