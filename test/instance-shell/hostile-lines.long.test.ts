import { openSync, readSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ShellPool } from '../../server/instance-shell/shell-pool.js'
import { canMeasureTurns, LONGEST_TURN_MS } from '../bounds/turns.js'
import { anInstance, SHELL_THREAD } from '../support/instance.js'

let pool: ShellPool

beforeAll(() => {
  pool = new ShellPool({ entry: SHELL_THREAD })
})
afterAll(() => pool.close())

let accounts = 0
const fresh = () => anInstance(pool, String(++accounts)).login()

/** What a shell does about each is its own matter: it ends, with an error or killed, and soon. */
const HOSTILE = [
  'while true; do :; done',
  ':(){ :|:& };:',
  'x=a; while true; do x=$x$x; done',
  'a=(); while :; do a+=(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx); done',
  'echo {1..100000}{1..100000}{1..100000}',
  'echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}',
  '[[ $(printf "a%.0s" $(seq 5000)) =~ ^(a|a|aa)*b$ ]]',
  'seq 100000 | sed -E "s/(a|a)*b//" | grep -E "(x+x+)+y" | tail -n 1',
  `awk 'BEGIN { while (1) s = s s "x" }'`,
  'f() { f; f; }; f',
  'eval "$(printf "(%.0s" $(seq 3000))"',
  'while :; do echo $RANDOM; done',
  'while :; do seq 1000 > f; cat f f f f > g; done',
  'printf "%01000000000d" 1',
] as const

describe('a line that would never end, or fill everything', () => {
  it.each(HOSTILE)('is over soon: %s', async (line) => {
    const shell = fresh()
    await shell.run('echo kept > kept')
    const { out, code } = await shell.run(line)
    expect(code).not.toBe(0)
    expect(out.length).toBeLessThan(9_000_000)
    if (code === 137) expect(out).toMatch(/Killed\n$/)
    // The next line of the same login finds what was there before.
    expect(await shell.run('cat kept')).toEqual({ out: 'kept\n', code: 0 })
  })

  it('is killed after ten seconds of nothing', async () => {
    const shell = fresh()
    expect(await shell.run('sleep 11; echo after')).toEqual({ out: 'Killed\n', code: 137 })
  })
})

describe('others', () => {
  it('go on while some accounts send nothing but endless loops, and no account has more than one turn at a time', async () => {
    const villains = Array.from({ length: 2 }, () => fresh())
    const loops = villains.map((villain) => Promise.all(Array.from({ length: 3 }, () => villain.run('while :; do :; done'))))
    const honest = Array.from({ length: 5 }, () => fresh())
    let done = false
    void Promise.all(loops).then(() => {
      done = true
    })
    const answers = await Promise.all(honest.map((shell) => shell.run('echo honest | tr h H')))
    expect(answers).toEqual(honest.map(() => ({ out: 'Honest\n', code: 0 })))
    expect(done).toBe(false)
    for (const results of await Promise.all(loops)) {
      for (const { code } of results) expect(code).toBe(137)
    }
  })

  it('are told to try again where too many lines wait', async () => {
    const crowd = fresh()
    const codes = await Promise.all(Array.from({ length: 15 }, () => crowd.run('sleep 0.1')))
    expect(codes.filter(({ code }) => code === 254).length).toBeGreaterThan(0)
    expect(codes.find(({ code }) => code === 254)?.out).toBe('bash: fork: retry: Resource temporarily unavailable\n')
    expect(codes.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(10)
  })

  it.skipIf(!canMeasureTurns)('never wait for the server’s own thread', async () => {
    await Promise.all([fresh(), fresh()].map((shell) => shell.run('true')))
    const longest = await longestTurn(async () => {
      await Promise.all(HOSTILE.slice(0, 8).map((line) => fresh().run(line)))
    })
    if (process.env.SHOW_TURNS) process.stderr.write(`${longest.toFixed(0)} ms\n`)
    expect(longest).toBeLessThanOrEqual(LONGEST_TURN_MS)
  })
})

/** Of this thread, in milliseconds of CPU: as test/bounds/turn-meter.ts measures a server's. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
  const text = Buffer.alloc(64)
  const onCpu = () => {
    readSync(schedstat, text, 0, text.length, 0)
    return Number(text.toString('latin1', 0, text.indexOf(' ')))
  }
  let measuring = true
  let longest = 0
  let last = onCpu()
  const turn = () => {
    const now = onCpu()
    longest = Math.max(longest, now - last)
    last = now
    if (measuring) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  measuring = false
  return longest / 1e6
}
