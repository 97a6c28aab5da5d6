import type { Page } from 'playwright-core'

/** The simulated phone, beside the console or in its own window. */
export function phonePage(page: () => Page) {
  const button = (name: string) => page().getByRole('button', { name, exact: true })
  const openSettings = () => page().getByText('Phone settings').click()
  return {
    open: () => button('Open the phone').click(),
    scan: () => button('Scan the QR code on the page').click(),
    /** The code on its screen. */
    async code(): Promise<string> {
      const code = page().getByText(/^\d{6}$/)
      return (await code.first().textContent()) ?? ''
    },
    async setClockOff(seconds: number): Promise<void> {
      await openSettings()
      await page().getByLabel('My clock is off by (seconds)').fill(String(seconds))
    },
    /** Loses the account of this name, or all that is on it. */
    async lose(name = 'Everything on this phone'): Promise<void> {
      if ((await button('I lost it').count()) === 0 || !(await button('I lost it').isVisible())) await openSettings()
      await button('I lost it').click()
      await page().getByRole('radio', { name }).click()
      await button('Yes, I lost it').click()
    },
  }
}
