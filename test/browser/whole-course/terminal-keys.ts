import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { terminalPage } from '../pages/terminal-page.js'
import type { keyboard } from './keyboard.js'

/** The terminal at the foot of the console, by keyboard. */
export function terminalKeys(page: Page, { choose, press }: ReturnType<typeof keyboard>) {
  const { enter, shown } = terminalPage(() => page)
  let runs = 0

  /** Opens the terminal, types lines into it, waits until the last has come to its end, and closes it. */
  async function run(...lines: string[]): Promise<void> {
    await choose('Open the terminal')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), { interval: 20 })
      .toBe('Terminal')
    const end = `done-${++runs}`
    await enter('clear', ...lines, `echo ${end}`)
    await expect.poll(shown, { interval: 50 }).toMatch(new RegExp(`^${end}$`, 'm'))
    await press('Escape')
    await press('Enter')
  }

  return {
    run,
    shown,
    /** What a command prints, as the learner reads it on the screen. */
    async read(command: string): Promise<string> {
      await run(`echo "<$(${command} | base64 -w0)>"`)
      // A long line is wrapped on the screen.
      const [, printed = ''] = /<([\w+/=\s]+)>/.exec(await shown()) ?? []
      return Buffer.from(printed.replace(/\s/g, ''), 'base64').toString().trimEnd()
    },
  }
}
