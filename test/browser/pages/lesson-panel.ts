import type { Page } from 'playwright-core'

/** The lessons beside the console. */
export function lessonPanel(page: () => Page) {
  const button = (name: string) => page().getByRole('button', { name, exact: true })
  const at = (step: string, state: string) => page().locator(`[data-step="${step}"][data-state="${state}"]`).waitFor()
  return {
    at,
    passed: (step: string) => at(step, 'passed'),
    open: (title: string) => button(`Open: ${title}`).click(),
    async start(title: string): Promise<void> {
      await button(`Open: ${title}`).click()
      await button('Start this lesson').click()
    },
    addMissing: () => button('Add the missing parts').click(),
  }
}
