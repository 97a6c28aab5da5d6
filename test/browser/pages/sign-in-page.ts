import type { Page } from 'playwright-core'

/** The sign-in page, where a password may be followed by an MFA code. */
export function signInPage(page: () => Page) {
  const button = (name: string) => page().getByRole('button', { name, exact: true })

  async function submitPassword(password: string): Promise<void> {
    await page().getByLabel('Password', { exact: true }).fill(password)
    await button('Sign in').click()
  }

  return {
    submitPassword,
    async asRoot({ email, password }: { email: string; password: string }): Promise<void> {
      await page().goto('/signin')
      await button('Sign in using root user email').click()
      await page().getByLabel('Root user email address').fill(email)
      await button('Next').click()
      await submitPassword(password)
    },
    /** `account` is an ID or an alias. */
    async asUser(account: string, userName: string, password: string): Promise<void> {
      await page().goto(`/signin?account=${account}`)
      await page().getByLabel('IAM username').fill(userName)
      await submitPassword(password)
    },
    async submitCode(code: string): Promise<void> {
      await page().getByLabel('MFA code').fill(code)
      await button('Submit').click()
    },
    /** Waits until the page has signed in. */
    isPassed: () => page().getByRole('heading', { name: 'Console Home', exact: true }).waitFor(),
  }
}
