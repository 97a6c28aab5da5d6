import { parentPort } from 'node:worker_threads'
import type { FromThread, JobTable, ToThread } from './job.js'

/** The thread's side of `BoundedWorker`: runs what it is told to, one job at a time. */
export function serveJobs(jobs: JobTable): void {
  const port = parentPort
  if (!port) throw new Error('jobs run in a worker thread only')
  const say = (message: FromThread) => port.postMessage(message)
  let taken = () => {}

  async function run({ id, name, input }: Extract<ToThread, { type: 'run' }>): Promise<void> {
    try {
      const job = jobs[name]
      if (!job) throw new Error(`there is no job ${name}`)
      const give = (part: unknown) =>
        new Promise<void>((resolve) => {
          taken = resolve
          say({ type: 'part', id, part })
        })
      say({ type: 'done', id, value: await job(input, give) })
    } catch (error) {
      say({ type: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }

  port.on('message', (message: ToThread) => {
    if (message.type === 'taken') taken()
    else void run(message)
  })
  say({ type: 'ready' })
}
