import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Only Linux tells what one thread used of the CPU. Elsewhere these tests are skipped, and counted as skipped. */
export const canMeasureTurns = existsSync('/proc/self/schedstat')

/** No turn of the event loop may use more of the main thread's CPU, in milliseconds (decision 14). */
export const LONGEST_TURN_MS = 50

export interface MeasuredServer {
  url: string
  /** Runs `work` and returns the longest turn meanwhile: milliseconds of the main thread's CPU. Warm up what is measured. */
  longestTurn(work: () => Promise<unknown>): Promise<number>
  residentMegabytes(): number
  stop(): Promise<void>
}

/** The server from its source in a process of its own, on a free port; `args` as for `iam-dojo serve`. */
export async function measuredServer(
  args: readonly string[] = ['--ephemeral'],
  env: Record<string, string> = {},
): Promise<MeasuredServer> {
  const serve = ['serve', '--port', '0', '--bcrypt-cost', '4', ...args]
  const { ready, ...server } = await measuredProcess(path('../../scripts/dev-server.ts'), serve, READY, env)
  return { ...server, url: ready[1] ?? '' }
}

const READY = /ready at (http:\/\/[^/\s]+)\//

/** Any program that is a server: it prints what `pattern` matches as soon as it's ready. */
export async function measuredProcess(
  program: string,
  args: readonly string[],
  pattern: RegExp,
  env: Record<string, string> = {},
): Promise<Omit<MeasuredServer, 'url'> & { ready: RegExpExecArray }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', path('turn-meter.ts'), program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  const gone = once(child, 'exit')
  const ready = await Promise.race([
    readyText(child, pattern),
    gone.then(([code]): never => {
      throw new Error(`the server did not start: exit code ${code}`)
    }),
  ])
  return {
    ready,
    async longestTurn(work) {
      await told(child, 'start')
      await work()
      const longest = await told(child, 'stop')
      // SHOW_TURNS=1 tells the figures, which are all below the limit where the tests pass.
      if (process.env.SHOW_TURNS) process.stderr.write(`${longest.toFixed(0)} ms: ${expect.getState().currentTestName}\n`)
      return longest
    },
    residentMegabytes: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1000,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

function readyText({ stdout }: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    let said = ''
    stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = pattern.exec(said)
      if (ready) resolve(ready)
    })
  })
}

async function told(child: ChildProcess, message: 'start' | 'stop'): Promise<number> {
  const answer = once(child, 'message') as Promise<[{ longestMs: number }]>
  child.send(message)
  const [{ longestMs }] = await answer
  return longestMs
}
