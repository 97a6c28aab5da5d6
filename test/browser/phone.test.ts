import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
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
    await page.getByRole('img', { name: /QR code/ }).waitFor()
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
    await phoneWindow.close()
  })

  it('takes a typed seed, forgets everything when it is lost, and keeps its secrets from the console', async () => {
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
    await phone.lose()
    await page.getByText('No accounts yet').waitFor()
    expect(complaints).toEqual([])
  })
})
