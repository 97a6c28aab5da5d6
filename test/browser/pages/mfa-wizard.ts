import type { Page } from 'playwright-core'

/** The wizard that assigns a virtual MFA device. */
export function mfaWizard(page: () => Page) {
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: typeof name === 'string' })
  return {
    async nameDevice(name: string): Promise<void> {
      await page().getByLabel('Device name').fill(name)
      await button('Next').click()
    },
    async showSecretKey(): Promise<string> {
      await button(/Show secret key/).click()
      const key = page().getByText(/^[A-Z2-7]{64}$/)
      return (await key.first().textContent()) ?? ''
    },
    async submitCodes([first, second]: [string, string]): Promise<void> {
      await page()
        .getByLabel(/MFA code 1/)
        .fill(first)
      await page()
        .getByLabel(/MFA code 2/)
        .fill(second)
      await button('Add MFA').click()
    },
  }
}
