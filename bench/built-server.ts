import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../test/support/node-flags.js'

const bin = fileURLToPath(new URL('../bin/iam-dojo.mjs', import.meta.url))

export interface BuiltServer {
  url: string
  /** Where its instances take logins. */
  sshPort: number
  residentMegabytes(): number
  stop(): Promise<void>
}

/** The built product as a user starts it, on a free port; resolves once it says that it is ready. */
export async function serveBuilt(args: readonly string[], env: Record<string, string> = {}): Promise<BuiltServer> {
  const child = spawn(process.execPath, [...nodeFlags(), bin, 'serve', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const { url, sshPort } = await new Promise<Pick<BuiltServer, 'url' | 'sshPort'>>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /ready at (http\S+)\/signin/.exec(said)?.[1]
      const sshPort = /SSH logins on port (\d+)/.exec(said)?.[1]
      if (ready && sshPort) resolve({ url: ready, sshPort: Number(sshPort) })
    })
  })
  return {
    url,
    sshPort,
    residentMegabytes() {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
      return Number(kilobytes ?? Number.NaN) / 1000
    },
    async stop() {
      child.kill('SIGTERM')
      await closed
    },
  }
}
