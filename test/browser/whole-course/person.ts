import type { Page } from 'playwright-core'
import { keyboard } from './keyboard.js'
import { lessonKeys } from './lesson-keys.js'
import type { Phone } from './phone.js'
import { terminalKeys } from './terminal-keys.js'

export type Person = ReturnType<typeof person>

/** Somebody at a window of their own, with nothing but a keyboard. */
export function person(page: Page) {
  const keys = keyboard(() => page)
  const { choose, fill, press, type } = keys
  const searchBox = page.getByRole('combobox', { name: 'Search', exact: true })
  const field = (name: string) => page.getByLabel(name, { exact: true })

  /** What the sign-in page asks for next has the focus: nobody has to look for it. */
  async function typeInto(name: string, text: string): Promise<void> {
    await field(name).and(page.locator(':focus')).waitFor()
    await type(text)
    await press('Enter')
  }

  return {
    page,
    ...keys,
    ...lessonKeys(page, keys),
    ...terminalKeys(page, keys),
    typeInto,
    isAtHome: () => page.getByRole('heading', { name: 'Console Home', exact: true }).waitFor(),
    /** With the search in the top bar, which leads to every page. */
    async goTo(name: string, text = name): Promise<void> {
      await keys.tabTo('combobox', 'Search')
      await type(text)
      await page.getByRole('option').filter({ hasText: name }).first().waitFor()
      for (let moves = 0; moves < 20; moves++) {
        await press('ArrowDown')
        const on = await searchBox.getAttribute('aria-activedescendant')
        const highlighted = on === null ? '' : ((await page.locator(`[id="${on}"]`).textContent()) ?? '')
        // Its description follows without a space.
        if (highlighted.startsWith(name) && highlighted[name.length] !== ' ') return press('Enter')
      }
      throw new Error(`the search for ${text} doesn't lead to ${name}`)
    },
    async signInAsRoot(password: string): Promise<void> {
      await choose(/^Sign in as root/)
      await field('Root user email address').waitFor()
      await choose('Next')
      await typeInto('Password', password)
    },
    /** At the account's sign-in page. */
    async signIn(account: string, userName: string, password: string): Promise<void> {
      await fill('Account ID (12 digits) or account alias', account)
      await fill('IAM username', userName)
      await fill('Password', password)
      await press('Enter')
    },
    /** Where a user has to have another password first. */
    async renewPassword(old: string, chosen: string): Promise<void> {
      await field('Old password').and(page.locator(':focus')).waitFor()
      await type(old)
      await fill('New password', chosen)
      await fill('Retype new password', chosen)
      await press('Enter')
    },
    /** The wizard that creates an access key for the command line; both parts of the key, as the page shows them once. */
    async createAccessKey(): Promise<{ id: string; secret: string }> {
      await choose('Create access key')
      await keys.pick(page.getByRole('radiogroup', { name: 'Use case' }), /^Command Line Interface \(CLI\)/)
      await keys.tick(/^I understand the above recommendation/)
      await choose('Next')
      await choose('Create access key')
      await page.getByRole('heading', { name: /^Retrieve access key/ }).waitFor()
      await choose(/^Show secret access key/)
      const id = await page
        .getByText(/^AKIA[A-Z2-7]{16}$/)
        .first()
        .textContent()
      const secret = await page
        .getByText(/^[A-Za-z0-9+/]{40}$/)
        .first()
        .textContent()
      await choose('Done')
      return { id: id ?? '', secret: secret ?? '' }
    },
    /** The wizard that assigns an authenticator app, from its first page. */
    async assignPhone(phone: Phone, name: string): Promise<void> {
      await fill('Device name', name)
      await choose('Next')
      await choose(/^Show secret key/)
      const key = page.getByText(/^[A-Z2-7]{64}$/).first()
      const [first, second] = phone.enter((await key.textContent()) ?? '')
      await fill(/^MFA code 1/, first)
      await fill(/^MFA code 2/, second)
      await choose('Add MFA')
    },
  }
}
