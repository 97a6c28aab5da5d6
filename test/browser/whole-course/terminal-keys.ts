import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { terminalPage } from '../pages/terminal-page.js'
import type { keyboard } from './keyboard.js'

/** The terminal at the foot of the console, by keyboard. */
export function terminalKeys(page: Page, { choose, press }: ReturnType<typeof keyboard>) {
  const { enter, shown, paste } = terminalPage(() => page)
  let runs = 0

  const sees = (text: string | RegExp): Promise<void> => expect.poll(shown, { interval: 50 }).toMatch(text)

  async function open(): Promise<void> {
    await choose('Open the terminal')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), { interval: 20 })
      .toBe('Terminal')
  }

  /** Types lines, and waits until the last has come to its end. */
  async function runHere(...lines: string[]): Promise<void> {
    const end = `done-${++runs}`
    await enter(...lines, `echo ${end}`)
    await sees(new RegExp(`^${end}$`, 'm'))
  }

  async function close(): Promise<void> {
    await press('Escape')
    await press('Enter')
  }

  /** Opens the terminal, types lines into it, waits until the last has come to its end, and closes it. */
  async function run(...lines: string[]): Promise<void> {
    await open()
    await runHere('clear', ...lines)
    await close()
  }

  return {
    run,
    shown,
    /** Puts a text that was copied elsewhere into a file. */
    async keepFile(name: string, text: string): Promise<void> {
      await open()
      await enter('clear', `cat > ${name}`)
      await paste(text)
      await press('Control+d')
      await runHere()
      await close()
    },
    /** Connects by `ssh`, runs lines on the instance, and comes back. `fingerprint`: what the first question must show. */
    async connect(ssh: string, { fingerprint, lines }: { fingerprint?: string; lines: readonly string[] }): Promise<void> {
      await open()
      await enter('clear', ssh)
      if (fingerprint !== undefined) {
        await sees(`key fingerprint is ${fingerprint}.`)
        await sees('(yes/no/[fingerprint])?')
        await enter('yes')
      }
      await sees(/^\[ec2-user@\S+ ~\]\$/m)
      await runHere(...lines)
      await enter('exit')
      await sees(/^Connection to \S+ closed\.$/m)
      await runHere()
      await close()
    },
    /** What a command prints, as the learner reads it on the screen. */
    async read(command: string): Promise<string> {
      await run(`echo "<$(${command} | base64 -w0)>"`)
      // A long line is wrapped on the screen.
      const [, printed = ''] = /<([\w+/=\s]+)>/.exec(await shown()) ?? []
      return Buffer.from(printed.replace(/\s/g, ''), 'base64').toString().trimEnd()
    },
  }
}
