import { existsSync, mkdirSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

/** CHROMIUM_PATH, else Debian's, else the one that ships in npm: so a browser is always there on linux-x64. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const found = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path))
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    ...more,
  ]
  if (found) return chromium.launch({ executablePath: found, args })
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...args], headless: true })
}

const SHOTS = process.env.SCREENSHOTS

/** A picture of the page, where SCREENSHOTS names a folder for them. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return
  mkdirSync(SHOTS, { recursive: true })
  await page.waitForTimeout(400)
  await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const WIDTHS = [1440, 1100, 390]

/** In light and dark, as wide as a desktop, a small window, and a phone. */
export async function screenshots(page: Page, name: string): Promise<void> {
  if (!SHOTS) return
  const size = page.viewportSize()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: size?.height ?? 900 })
      await screenshot(page, `${name}-${colorScheme}-${width}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  if (!size) return
  await page.setViewportSize(size)
  // Until the page has the layout of that width again: the next step may mean a button that breadcrumbs have, too.
  await page.waitForTimeout(400)
}
