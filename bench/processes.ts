import { type ChildProcess, fork, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Shot } from './load.js'

export interface Measured {
  perSecond: number
  /** In milliseconds. */
  p50: number
  p99: number
}

/** The load generator, in a process of its own. */
export class LoadGenerator {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('load-generator.mjs', import.meta.url)))

  /** Sends all shots `times` times over `parallel` connections. Throws for an answer other than 200. */
  async send(
    url: string,
    shots: readonly Shot[],
    { parallel, times = 1 }: { parallel: number; times?: number },
  ): Promise<Measured> {
    const answer = new Promise<Measured | { error: string }>((resolve) => this.#child.once('message', resolve as never))
    this.#child.send({ url, requests: shots.map(bytesOf), parallel, times })
    const measured = await answer
    if ('error' in measured) throw new Error(measured.error)
    return measured
  }

  stop(): void {
    this.#child.kill()
  }
}

/** The baseline, in a process of its own; see baseline.mjs. */
export async function startBaseline(options: {
  secret: string
  answer: string
  database?: string
}): Promise<{ url: string; stop(): void }> {
  const script = fileURLToPath(new URL('baseline.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(/ready at (\S+)/.exec(chunk.toString())?.[1] ?? ''))
    child.on('close', () => reject(new Error('the baseline did not start')))
  })
  return { url, stop: () => child.kill() }
}

/** A request as it goes over the socket. */
function bytesOf({ headers, body }: Shot): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST / HTTP/1.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
