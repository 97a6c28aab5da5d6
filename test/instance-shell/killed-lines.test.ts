import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShellPool } from '../../server/instance-shell/shell-pool.js'
import { anInstance, SHELL_THREAD } from '../support/instance.js'

/** What is worst of all; hostile-lines.long.test.ts has the rest. */

let pool: ShellPool
beforeAll(() => {
  pool = new ShellPool({ entry: SHELL_THREAD })
})
afterAll(() => pool.close())

it('kills an endless loop, keeps what its login had, and lets another account go on meanwhile', async () => {
  const [villain, honest] = [anInstance(pool, '1').login(), anInstance(pool, '2').login()]
  await villain.run('echo kept > kept')
  const loop = villain.run('while true; do :; done')
  expect(await honest.run('echo honest | tr h H')).toEqual({ out: 'Honest\n', code: 0 })
  expect(await loop).toEqual({ out: 'Killed\n', code: 137 })
  expect(await villain.run('cat kept')).toEqual({ out: 'kept\n', code: 0 })
})

it('ends a fork bomb', async () => {
  expect((await anInstance(pool, '3').login().run(':(){ :|:& };:')).code).not.toBe(0)
})

it.skipIf(process.platform !== 'linux')("lets the server's own thread go first", async () => {
  await anInstance(pool, '4').login().run('true')
  // Source of the place: Linux, proc_pid_stat(5); what stands before is a name in parentheses.
  const nice = (thread: string) =>
    Number(
      readFileSync(`/proc/self/task/${thread}/stat`, 'latin1')
        .replace(/^.*\) /, '')
        .split(' ')[16],
    )
  const lower = Math.min(19, getPriority() + 5)
  expect(readdirSync('/proc/self/task').map(nice)).toContain(lower)
})
