import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { keyboard } from '../pages/keyboard.js'
import { terminalPage } from '../pages/terminal-page.js'

/** The terminal at the foot of the console, by keyboard. */
export function terminalKeys(page: Page, { choose, press }: ReturnType<typeof keyboard>) {
  const { enter, shown } = terminalPage(() => page)
  let runs = 0
  return {
    shown,
    /** Opens the terminal, types lines into it, waits until the last has come to its end, and closes it. */
    async run(...lines: string[]): Promise<void> {
      await choose('Open the terminal')
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), { interval: 20 })
        .toBe('Terminal')
      const end = `done-${++runs}`
      await enter(...lines, `echo ${end}`)
      await expect.poll(shown, { interval: 50 }).toMatch(new RegExp(`^${end}$`, 'm'))
      await press('Escape')
      await press('Enter')
    },
  }
}
