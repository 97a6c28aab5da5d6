import { parentPort } from 'node:worker_threads'
import { ownThreadId } from './cpu-clock.js'
import type { MachineFacts } from './machine/facts.js'
import { stepBehindServer } from './priority.js'
import type { Answer, FromThread, ToThread } from './protocol.js'
import { runLine } from './run-line.js'

/** The thread's side of `ShellThread`: runs one line at a time. */
const port = parentPort
if (!port) throw new Error('the shells of instances run in a worker thread only')
stepBehindServer()
const say = (message: FromThread) => port.postMessage(message)

let taken = () => {}
let answered = (_answer: Answer) => {}
let abort = new AbortController()

async function run({ id, input }: Extract<ToThread, { type: 'run' }>): Promise<void> {
  abort = new AbortController()
  const { signal } = abort
  try {
    const outcome = await runLine(input, {
      signal,
      print: (stream, text) =>
        new Promise((resolve) => {
          taken = resolve
          say({ type: 'print', id, stream, text })
        }),
      ask: (question) =>
        new Promise((resolve) => {
          answered = resolve
          say({ type: 'ask', id, question })
        }),
    })
    say({ type: 'done', id, outcome })
  } catch (error) {
    say({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

port.on('message', (message: ToThread) => {
  if (message.type === 'run') void run(message)
  else if (message.type === 'taken') taken()
  else if (message.type === 'answer') answered(message.answer)
  else abort.abort()
})

// What is loaded and compiled at the first command is on nobody's account.
const WARM_UP = 'aws --version; id; x=$(ls / | grep -c .); for i in 1 2; do :; done'
const facts: MachineFacts = {
  ...{ system: 'amazon-linux-2023', architecture: 'x86_64', instanceType: 't3.micro', processors: 2, memoryMiB: 1024 },
  ...{ diskGiB: 8, privateIp: '172.31.0.1', privateDnsName: 'ip-172-31-0-1.ec2.internal', bootedAt: 0, logins: [] },
}
await runLine(
  {
    ...{ type: 'command', line: WARM_UP, facts, files: [], state: {}, environment: {}, history: [], answers: [], printed: 0 },
    login: { user: 'nobody', host: 'nowhere', home: '/home/nobody' },
    screen: { columns: 80, rows: 24 },
    origin: 'http://localhost',
    clocks: { now: Date.now(), accountNow: Date.now() },
  },
  { signal: abort.signal, print: async () => {}, ask: async () => ({ type: 'end' }) },
)
say({ type: 'ready', threadId: ownThreadId() })
