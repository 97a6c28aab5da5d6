import { openSync, readSync } from 'node:fs'

/**
 * Loaded before a server (`--import`): measures the turns of its event loop between two messages of the parent. A turn
 * costs what the main thread used of the CPU, however long it waited for one: the first number of its schedstat, in
 * nanoseconds, which the kernel moves on every few milliseconds. Source: Linux, Documentation/scheduler/sched-stats.
 */
const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
const text = Buffer.alloc(64)

function onCpu(): number {
  readSync(schedstat, text, 0, text.length, 0)
  return Number(text.toString('latin1', 0, text.indexOf(' ')))
}

let measuring = false
let longest = 0
let last = 0

function turn(): void {
  if (!measuring) return
  const now = onCpu()
  longest = Math.max(longest, now - last)
  last = now
  setImmediate(turn)
}

process.on('message', (message) => {
  if (message === 'start') {
    measuring = true
    longest = 0
    last = onCpu()
    setImmediate(turn)
  } else {
    measuring = false
    longest = Math.max(longest, onCpu() - last)
  }
  process.send?.({ longestMs: longest / 1e6 })
})
process.channel?.unref()
// The test that started this server is gone.
process.on('disconnect', () => process.exit(1))
