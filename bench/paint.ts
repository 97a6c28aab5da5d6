import type { Browser } from 'playwright-core'
import { launchBrowser } from '../test/support/browser.js'
import { newAccount } from '../test/support/server.js'
import { serveBuilt } from './built-server.js'
import { type Figure, medianOf } from './rounds.js'

const ROUNDS = 5
const SLOWDOWN = 4
/** After the last request the largest paint can still grow; nothing of ours comes later than this. */
const QUIET_MS = 500

/** The largest paint of a first visit, with an empty cache and the processor slowed down. */
export async function paintFigures(): Promise<Figure[]> {
  const server = await serveBuilt(['--ephemeral'])
  const browser = await launchBrowser()
  try {
    const { jar } = await newAccount(server.url)
    const cookies = [...jar].map(([name, value]) => ({ name, value, url: server.url }))
    const signIn: number[] = []
    const dashboard: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      signIn.push(await largestPaint(browser, `${server.url}/signin`, []))
      dashboard.push(await largestPaint(browser, `${server.url}/console/iam/home`, cookies))
    }
    return [
      { name: 'largest paint of the sign-in page', ours: medianOf(signIn), baseline: 1, unit: 's', budget: { atMost: 1.5 } },
      { name: 'largest paint of the dashboard', ours: medianOf(dashboard), baseline: 1, unit: 's', budget: { atMost: 2.5 } },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Seconds from the navigation to the largest contentful paint. */
async function largestPaint(
  browser: Browser,
  address: string,
  cookies: { name: string; value: string; url: string }[],
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.goto(address, { waitUntil: 'load' })
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(QUIET_MS)
  const milliseconds = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
  await context.close()
  return milliseconds / 1000
}
