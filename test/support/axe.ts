import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Moderate for axe, but a screen reader's user goes through a page by its headings. */
const COUNTED = ['heading-order', 'page-has-heading-one', 'empty-heading']

/** Serious and critical findings of axe on the page as it stands, and those about headings, by all of its rules or by some. */
export async function seriousFindings(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(
    async ({ only, counted }) => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run(only ? { runOnly: only } : {})
      return violations
        .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || counted.includes(id))
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    },
    { only: rules, counted: COUNTED },
  )
}
