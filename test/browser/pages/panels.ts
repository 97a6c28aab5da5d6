import type { Page } from 'playwright-core'

export type Panel = 'lessons' | 'phone' | 'terminal'

const NAMES: Readonly<Record<Panel, string>> = { lessons: 'the lessons', phone: 'the phone', terminal: 'the terminal' }

/** What stands beside and below a page, opened and closed as a user does it. */
export function panels(page: () => Page) {
  const button = (name: string) => page().getByRole('button', { name, exact: true }).filter({ visible: true }).first()
  const isOpen = (panel: Panel) => button(`Close ${NAMES[panel]}`).isVisible()

  async function close(name: string): Promise<void> {
    if (!(await button(name).isVisible())) return
    await button(name).click()
    await button(name).waitFor({ state: 'hidden' })
  }

  return {
    isOpen,
    closeNavigation: () => close('Close the navigation'),
    async open(panel: Panel): Promise<void> {
      if (await isOpen(panel)) return
      const opener = `Open ${NAMES[panel]}`
      if (await button(opener).isVisible()) await button(opener).click()
      else {
        // What has no place in a bar stands in the menu at its end.
        await (panel === 'terminal' ? button('More') : button('More panels')).click()
        const item =
          panel === 'terminal'
            ? button(opener)
            : page()
                .locator('[role^=menuitem]')
                .filter({ hasText: new RegExp(panel, 'i') })
        await item.click()
      }
      await button(`Close ${NAMES[panel]}`).waitFor()
    },
    async closeAll(): Promise<void> {
      for (const panel of ['terminal', 'phone', 'lessons'] as const) await close(`Close ${NAMES[panel]}`)
    },
  }
}
