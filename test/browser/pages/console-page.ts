import type { Locator, Page } from 'playwright-core'

/** What every page of the console has. It takes the page late, since a test file opens it in `beforeAll`. */
export function consolePage(page: () => Page) {
  const button = (name: string | RegExp): Locator => page().getByRole('button', { name, exact: typeof name === 'string' })
  const dialog = (): Locator => page().getByRole('dialog')

  async function fromAccountMenu(item: string | RegExp): Promise<void> {
    await button(/^Account menu/).click()
    await page().getByRole('menuitem', { name: item }).click()
  }

  return {
    button,
    dialog,
    fromAccountMenu,
    go: (path: string) => page().goto(`/console/${path}`),
    inDialog: (name: string): Locator => dialog().getByRole('button', { name, exact: true }),
    /** Waits until the account menu shows this identity. */
    isIdentity: (name: string) => button(new RegExp(`^Account menu: ${name}`)).waitFor(),
    async signOut(): Promise<void> {
      await fromAccountMenu('Sign out')
      await page().getByRole('heading', { name: 'IAM user sign in' }).waitFor()
    },
  }
}
