import type { Page } from 'playwright-core'

/** The terminal at the foot of the console. */
export function terminalPage(page: () => Page) {
  return {
    open: () => page().getByRole('button', { name: 'Open the terminal', exact: true }).first().click(),
    /** The text on its screen. */
    async shown(): Promise<string> {
      const lines = await page().locator('.xterm-rows > div').allTextContents()
      return lines.join('\n').replaceAll('\u00a0', ' ').trimEnd()
    },
    /** Types lines where the focus is. */
    async enter(...lines: string[]): Promise<void> {
      for (const line of lines) {
        await page().keyboard.type(line)
        await page().keyboard.press('Enter')
      }
    },
    paste: (text: string): Promise<void> =>
      page().evaluate((pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        document
          .querySelector('.xterm-helper-textarea')
          ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
      }, text),
  }
}
