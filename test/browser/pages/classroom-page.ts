import type { Page } from 'playwright-core'
import { INSTRUCTOR } from '../../support/classroom.js'

/** The staff's pages. */
export function classroomPage(page: () => Page) {
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: typeof name === 'string' })
  const row = (learner: string) =>
    page()
      .getByRole('row')
      .filter({ has: page().getByRole('link', { name: learner, exact: true }) })
  return {
    button,
    row,
    async signIn({ name, password }: { name: string; password: string } = INSTRUCTOR): Promise<void> {
      await page().goto('/classroom')
      await page().getByLabel('Name', { exact: true }).fill(name)
      await page().getByLabel('Password', { exact: true }).fill(password)
      await button('Sign in').click()
      await page().getByRole('heading', { name: 'Classes', level: 1 }).waitFor()
    },
    async createClass(title: string): Promise<void> {
      await button('Create class').click()
      await page().getByRole('dialog').getByLabel('Title').fill(title)
      await page().getByRole('dialog').getByRole('button', { name: 'Create class', exact: true }).click()
      await page().getByRole('heading', { name: title, level: 1 }).waitFor()
    },
    openTab: (name: string) => page().getByRole('tab', { name, exact: true }).click(),
    async importRoster(csv: string): Promise<void> {
      await button('Import roster').click()
      const dialog = page().getByRole('dialog')
      await dialog.getByLabel('Or paste it here').fill(csv)
      await dialog.getByRole('button', { name: 'Import roster', exact: true }).click()
    },
    /** A cell of the board says its step and its state in words. */
    cell: (learner: string, words: string | RegExp) => row(learner).getByTitle(words),
  }
}

/** The page where a learner joins, and the card that follows. */
export function joinPage(page: () => Page) {
  return {
    async join(code: string, name: string, passphrase: string): Promise<{ email: string; password: string }> {
      await page().goto(`/join#${code}`)
      await page().getByLabel('Your name').fill(name)
      await page().getByLabel('Passphrase', { exact: true }).fill(passphrase)
      await page().getByRole('button', { name: 'Join', exact: true }).click()
      await page()
        .getByRole('heading', { name: new RegExp(`^Welcome.*, ${name}$`) })
        .waitFor()
      const of = async (term: string) => {
        const value = page().locator('dt', { hasText: term }).locator('+ dd')
        return (await value.count()) > 0 ? ((await value.textContent()) ?? '') : ''
      }
      return { email: await of('Root user email'), password: await of('Root password') }
    },
  }
}
