import type { Page } from 'playwright-core'

/** A table to choose from: users, groups, or policies. It is named by its title. */
export function picker(page: () => Page, title: string) {
  const table = () => page().getByRole('table', { name: title })
  const box = (name: string) => table().getByRole('checkbox', { name: `Select ${name}`, exact: true })
  return {
    table,
    box,
    search: (text: string) => page().getByLabel(`Search ${title}`, { exact: true }).fill(text),
    /** By the keyboard, since the box that is seen covers the one that is checked. */
    tick: (name: string) => box(name).press('Space'),
    /** Searches for it and ticks it, as most of AWS's guides say. */
    async pick(name: string): Promise<void> {
      await page().getByLabel(`Search ${title}`, { exact: true }).fill(name)
      await box(name).press('Space')
    },
    open: (name: string) =>
      table()
        .getByRole('button', { name: `Show the document of ${name}`, exact: true })
        .click(),
  }
}
