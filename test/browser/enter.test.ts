import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser, screenshots } from '../support/browser.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { newContext } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
const browsers: Browser[] = []

beforeAll(async () => {
  app = await startServer()
})
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close()
})
afterAll(() => app?.close())

/** In a browser of its own: contexts of one may share their cookies. */
async function newPage(): Promise<Page> {
  const browser = await launchBrowser()
  browsers.push(browser)
  const context = await newContext(browser, app.url, { viewport: { width: 1200, height: 900 } })
  return context.newPage()
}

const learner = (page: Page): Promise<string> =>
  page.evaluate(async () => ((await (await fetch('/api/lab/session')).json()) as { learner: { id: string } }).learner.id)

describe('the address that the server prints', () => {
  it('makes a browser the person at the machine, and leaves no trace of its code', async () => {
    const code = await app.enterCode()
    const page = await newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
    await page.goto(`${app.url}/enter#${code}`)
    await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
    expect(await learner(page)).toBe('local')
    expect(asked.join('\n').replace(`${app.url}/enter#${code}`, '')).not.toContain(code)
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(code)
    await page.goBack().catch(() => undefined)
    expect(page.url()).not.toContain(code)
  })

  it.each([
    [
      'was used',
      async () => {
        const code = await app.enterCode()
        const first = await newPage()
        await first.goto(`${app.url}/enter#${code}`)
        await first.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
        return code
      },
    ],
    ['is wrong', async () => 'A'.repeat(22)],
    ['has no code', async () => ''],
  ])('says the next step when it %s', async (_what, codeOf) => {
    const code = await codeOf()
    const page = await newPage()
    await page.goto(`${app.url}/enter#${code}`)
    await page.getByRole('heading', { name: 'This address no longer works' }).waitFor()
    await page.getByText('npm exec --offline -- iam-dojo open').waitFor()
    expect(page.url()).toBe(`${app.url}/enter`)
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'enter-refused')
    await page.getByRole('link', { name: 'Go to the sign-in page' }).click()
    await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
    expect(await learner(page)).not.toBe('local')
  })
})

describe('another browser', () => {
  it('uses the console of an account that it can sign in to, and is told where its lessons are', async () => {
    const account = await newAccount(app.url)
    const page = await newPage()
    const signIn = signInPage(() => page)
    await page.goto('/signin')
    await page.getByText('Did you create accounts before, in another browser').waitFor()
    await signIn.asRoot(account)
    await signIn.isPassed()
    await page.getByText('This account belongs to another browser.').waitFor()
    await page.goto('/console/iam/users')
    await page
      .getByRole('link', { name: 'Create user' })
      .or(page.getByRole('button', { name: 'Create user' }))
      .first()
      .waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('starts the course as a learner of its own', async () => {
    const page = await newPage()
    await page.goto('/signin')
    await page.getByRole('button', { name: 'Start the course' }).click()
    await page.getByRole('heading', { name: 'Your welcome card' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Your welcome card' }).waitFor()
    expect(await learner(page)).not.toBe('local')
  })
})
