import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser } from '../support/browser.js'
import { newAccount, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor, roomInStep } from '../support/totp.js'

let app: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let email = ''
const complaints: string[] = []

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
  const account = await newAccount(app.url)
  email = account.email
  context = await browser.newContext({ viewport: { width: 1500, height: 1000 }, reducedMotion: 'reduce' })
  await context.addCookies([...account.jar].map(([name, value]) => ({ name, value, url: app.url })))
  page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
})

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const shownCode = async (on: Page): Promise<string> =>
  (await on
    .getByText(/^\d{6}$/)
    .first()
    .textContent()) ?? ''

describe('the phone', () => {
  it('scans the QR code on the page and makes the codes that enrol it', async () => {
    await page.goto(`${app.url}/console/iam/security-credentials/mfa/assign`)
    await button('Open the phone').click()
    await button('Scan the QR code on the page').click()
    await page.getByText('The page shows no QR code').waitFor()

    await page.getByLabel('Device name').fill('simulated-phone')
    await button('Next').click()
    await button(/Show QR code/).click()
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    await button('Scan the QR code on the page').click()
    await page
      .getByText(/simulated-phone@\d{12}/)
      .first()
      .waitFor()
    expect(await seriousFindings(page)).toEqual([])

    await roomInStep()
    await button(/Show secret key/).click()
    const seed =
      (await page
        .getByText(/^[A-Z2-7]{64}$/)
        .first()
        .textContent()) ?? ''
    await expect.poll(async () => (await shownCode(page)) === codeFor(seed, 0)).toBe(true)
    // The step before: what the learner would have typed half a minute ago.
    await page.getByLabel(/MFA code 1/).fill(codeFor(seed, -1))
    await page.getByLabel(/MFA code 2/).fill(await shownCode(page))
    await button('Add MFA').click()
    await page.getByText('MFA device assigned.').first().waitFor()
  })

  it('is a device of its own: in its own window it makes the code for the next sign-in', async () => {
    const [phone] = await Promise.all([context.waitForEvent('page'), button('Open in a new window').click()])
    phone.on('pageerror', (error) => complaints.push(String(error)))
    await phone
      .getByText(/simulated-phone@/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: /Account menu/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in using root user email' }).click()
    await page.getByLabel('Root user email address').fill(email)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill(ROOT_PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('MFA code').waitFor()
    const [found] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: /Open the simulated phone/ }).click(),
    ])
    await found
      .getByText(/simulated-phone@/)
      .first()
      .waitFor()
    await found.close()
    // The code that enrolled the device is spent: the phone's clock goes half a minute ahead instead of ours waiting.
    await phone.getByText('Phone settings').click()
    const spent = await shownCode(phone)
    await phone.getByLabel('My clock is off by (seconds)').fill('30')
    await expect.poll(() => shownCode(phone)).not.toBe(spent)
    await page.getByLabel('MFA code').fill(await shownCode(phone))
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await phone.close()
  })

  it('takes a typed seed, forgets everything when it is lost, and keeps its secrets from the console', async () => {
    await page.goto(`${app.url}/console/iam/home`)
    await button('Open the phone').click()
    await button('Add manually').click()
    await page.getByLabel('Secret key or otpauth:// link').fill('not a seed!')
    await button('Add').click()
    await page.getByText('A secret key has letters A to Z').waitFor()
    await page.getByLabel('Name').fill('typed')
    await page.getByLabel('Secret key or otpauth:// link').fill('jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp')
    await button('Add').click()
    await page.getByRole('heading', { name: 'typed' }).waitFor()
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(stored).not.toMatch(/JBSWY3DPEHPK3PXP/i)
    await page.getByText('Phone settings').click()
    await button('I lost it').click()
    await button('Yes, it is lost').click()
    await page.getByText('No accounts yet').waitFor()
    expect(complaints).toEqual([])
  })
})
