import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { codeFor, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { type OpenConsole, openConsole } from './pages/open-browser.js'
import { phonePage } from './pages/phone-page.js'
import { signInPage } from './pages/sign-in-page.js'

let context: BrowserContext
let page: Page
let account: OpenConsole['account']
let complaints: string[]

const { button, go, signOut } = consolePage(() => page)
const phone = phonePage(() => page)
const signIn = signInPage(() => page)
const wizard = mfaWizard(() => page)

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1500, height: 1000 } })
  ;({ context, page, account, complaints } = opened)
  return opened.close
})

describe('the phone', () => {
  it('scans the QR code on the page and makes the codes that enrol it', async () => {
    await go('iam/security-credentials/mfa/assign')
    await phone.open()
    await phone.scan()
    await page.getByText('The page shows no QR code').waitFor()

    await wizard.nameDevice('simulated-phone')
    await button(/Show QR code/).click()
    await page.getByRole('img', { name: /^QR code/ }).waitFor()
    await phone.scan()
    await page
      .getByText(/simulated-phone@\d{12}/)
      .first()
      .waitFor()
    expect(await seriousFindings(page)).toEqual([])

    await roomInStep()
    const seed = await wizard.showSecretKey()
    await expect.poll(async () => (await phone.code()) === codeFor(seed, 0)).toBe(true)
    // The step before: what the learner would have typed half a minute ago.
    await wizard.submitCodes([codeFor(seed, -1), await phone.code()])
    await page.getByText('MFA device assigned.').first().waitFor()
  })

  it('is a device of its own: in its own window it makes the code for the next sign-in', async () => {
    const [phoneWindow] = await Promise.all([context.waitForEvent('page'), button('Open in a new window').click()])
    const own = phonePage(() => phoneWindow)
    await phoneWindow
      .getByText(/simulated-phone@/)
      .first()
      .waitFor()
    await signOut()
    await signIn.asRoot(account)
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
    const spent = await own.code()
    await own.setClockOff(30)
    await expect.poll(own.code).not.toBe(spent)
    await signIn.submitCode(await own.code())
    await signIn.isPassed()
    expect(await seriousFindings(phoneWindow)).toEqual([])
    expect(await phoneWindow.getByRole('main').count()).toBe(1)
    await phoneWindow.emulateMedia({ colorScheme: 'dark' })
    const painted = () => phoneWindow.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(painted).toBe('rgb(22, 29, 38)')
    expect(await seriousFindings(phoneWindow)).toEqual([])
    await phoneWindow.close()
  })

  it('takes a typed seed, loses one account or all of them, and keeps its secrets from the console', async () => {
    await go('iam/home')
    await phone.open()
    await button('Add manually').click()
    await page.getByLabel('Secret key or otpauth:// link').fill('not a seed!')
    await button('Add').click()
    await page.getByText('A secret key has at least 26 characters').waitFor()
    await page.getByLabel('Name').fill('typed')
    await page.getByLabel('Secret key or otpauth:// link').fill('jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp')
    await button('Add').click()
    await page.getByRole('heading', { name: 'typed' }).waitFor()
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(stored).not.toMatch(/JBSWY3DPEHPK3PXP/i)

    // One account alone is lost; the new phone's clock is right.
    await page.getByText('This phone’s clock is 30 s ahead').waitFor()
    await phone.lose('typed')
    await expect.poll(() => page.getByRole('heading', { name: 'typed' }).count()).toBe(0)
    await page.getByRole('heading', { name: /simulated-phone@/ }).waitFor()
    expect(await page.getByText('This phone’s clock is').count()).toBe(0)

    // Whoever loses everything is told what that is, and that root's is among it.
    await button('I lost it').click()
    await page.getByRole('radio', { name: 'Everything on this phone' }).click()
    await page.getByText('You lose the secret of this account:').waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: `Root user of account ${account.accountId}` })
      .waitFor()
    await page.getByText('That includes a root user.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'phone-lost')
    await button('Yes, I lost it').click()
    await page.getByText('No accounts yet').waitFor()
    expect(complaints).toEqual([])
  })
})
