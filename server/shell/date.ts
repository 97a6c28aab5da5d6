import { type Command, defineCommand } from 'just-bash/browser'
import type { Machine } from './machine.js'

const HELP = `
This terminal's date follows the clock of your account, which you can move ahead.
Signatures and MFA codes use real time: CLOCK=real date
`

/**
 * `date` on the account's clock, by which keys and passwords age and policies are evaluated. With CLOCK=real, it is on
 * real time, as the date of a signature must be.
 */
export function dateCommand(machine: Machine): Command {
  return defineCommand('date', async (args, { exportedEnv = {}, origCommand }) => {
    if (!origCommand) return { stdout: '', stderr: 'date: not available\n', exitCode: 1 }
    if (args.includes('--help')) {
      const help = await origCommand(args)
      return { ...help, stdout: help.stdout + HELP }
    }
    const now = exportedEnv.CLOCK === 'real' || !machine.accountNow ? machine.now() : machine.accountNow()
    const { given, others } = takenApart(args)
    const at = given === undefined ? now : relative(given, now)
    const when = at === undefined ? (given ?? '') : `@${Math.floor(at / 1000)}`
    return origCommand(['-d', when, ...others.map(isoFormat)])
  })
}

function takenApart(args: readonly string[]): { given: string | undefined; others: string[] } {
  let given: string | undefined
  const others: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [, flags = '', attached] = /^-([uRI]*)d(.*)$/s.exec(args[at] ?? '') ?? []
    const long = /^--date(?:=(.*))?$/s.exec(args[at] ?? '')
    if (attached !== undefined || long) {
      given = (long ? long[1] : attached || undefined) ?? args[++at]
      if (flags !== '') others.push(`-${flags}`)
    } else others.push(args[at] ?? '')
  }
  return { given, others }
}

/** just-bash knows the date alone. */
function isoFormat(option: string): string {
  const precision = /^(?:-I|--iso-8601=)(hours|minutes|seconds)$/.exec(option)?.[1]
  const time = { hours: '%H', minutes: '%H:%M', seconds: '%H:%M:%S' }[precision ?? '']
  return time === undefined ? option : `+%Y-%m-%dT${time}+00:00`
}

const DAY = 86_400_000
const NAMED: Readonly<Record<string, number>> = { now: 0, today: 0, tomorrow: DAY, yesterday: -DAY }
const UNITS: Readonly<Record<string, number>> = {
  ...{ sec: 1000, second: 1000, min: 60_000, minute: 60_000, hour: 3_600_000 },
  ...{ day: DAY, week: 7 * DAY, fortnight: 14 * DAY },
}
const STEP = /^([+-]?)\s*(\d+)\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?\b\s*/i
const NAME = /^(now|today|tomorrow|yesterday)\b\s*/i

/** `20 minutes ago`, `+1 hour`, `tomorrow`; undefined where it is a date. Source: GNU coreutils manual, "Relative items in date strings". */
export function relative(text: string, now: number): number | undefined {
  let rest = text.trim()
  const name = NAME.exec(rest)
  const moved = new Date(now + (NAMED[name?.[1]?.toLowerCase() ?? ''] ?? 0))
  rest = rest.slice(name?.[0].length ?? 0)
  if (!name && rest === '') return undefined
  while (rest !== '') {
    const [all, sign, digits, unit = '', ago] = STEP.exec(rest) ?? []
    if (all === undefined) return undefined
    const count = Number(digits) * (sign === '-' ? -1 : 1) * (ago === undefined ? 1 : -1)
    const name = unit.toLowerCase()
    if (name === 'month') moved.setUTCMonth(moved.getUTCMonth() + count)
    else if (name === 'year') moved.setUTCFullYear(moved.getUTCFullYear() + count)
    else moved.setTime(moved.getTime() + count * (UNITS[name] ?? 0))
    rest = rest.slice(all.length)
  }
  return moved.getTime()
}
