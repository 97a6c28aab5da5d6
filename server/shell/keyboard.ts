import { type Command, defineCommand } from 'just-bash/browser'
import { PAUSE } from './at-terminal.js'
import { EndOfInput, Interrupted } from './end-of-input.js'
import type { Machine } from './machine.js'

/** Prints one typed line: `read` asks for it with its own options. */
export const LINE = '__line'

const nothing = { stdout: '', stderr: '', exitCode: 0 }

/** What a script at the terminal needs beyond the shell's own commands. */
export const keyboardCommands = (machine: Machine): Command[] => [lineCommand(machine), pauseCommand(machine)]

function lineCommand({ ask }: Machine): Command {
  return defineCommand(LINE, async (args) => {
    if (!ask) return { ...nothing, exitCode: 1 }
    try {
      const line = await ask(
        promptOf(args),
        args.some((arg) => /^-[a-z]*s/.test(arg)),
      )
      return { ...nothing, stdout: `${line}\n` }
    } catch (error) {
      if (error instanceof EndOfInput || error instanceof Interrupted) return { ...nothing, exitCode: 1 }
      throw error
    }
  })
}

/** `-p PROMPT`, also behind other letters: `-rp`. */
function promptOf(args: readonly string[]): string {
  const at = args.findIndex((arg) => /^-[a-z]*p/.test(arg))
  return at < 0 ? '' : (/^-[a-z]*p(.+)$/.exec(args[at] ?? '')?.[1] ?? args[at + 1] ?? '')
}

const BUSY_MS = 25

/** Once in a while, so that a short loop costs nothing. */
function pauseCommand({ now, sleep }: Machine): Command {
  let last = now()
  return defineCommand(PAUSE, async ([code]) => {
    if (now() - last > BUSY_MS) {
      await sleep(0)
      last = now()
    }
    return { ...nothing, exitCode: Number(code) }
  })
}
