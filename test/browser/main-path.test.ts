import jsQR from 'jsqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser, screenshot } from '../support/browser.js'
import { startServer, type TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'

const PASSWORD = 'lantern Orbit pickle 29'

let app: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
  context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refused request is an error line of the browser's own; everything else is ours.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
})

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const shot = (name: string) => screenshot(page, name)

/** Decodes the QR code on the page from its pixels, as a phone does. */
async function scan(): Promise<string> {
  const picture = page.getByRole('img', { name: /QR code/i })
  await picture.waitFor()
  const { data, width, height } = await picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    const drawing = canvas.getContext('2d')
    drawing?.drawImage(image, 0, 0)
    const pixels = drawing?.getImageData(0, 0, canvas.width, canvas.height)
    return { data: Array.from(pixels?.data ?? []), width: canvas.width, height: canvas.height }
  })
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data ?? ''
}

const seedOf = (uri: string): string => new URL(uri).searchParams.get('secret') ?? ''

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
}

async function rootPassword(email: string): Promise<void> {
  await page.goto(`${app.url}/signin`)
  await page.getByRole('button', { name: 'Sign in using root user email' }).click()
  await page.getByLabel('Root user email address').fill(email)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Codes are single use: the next step's is fresh, and accepted one step early. */
async function submitCode(code: string): Promise<void> {
  await page.getByLabel('MFA code').fill(code)
  await page.getByRole('button', { name: 'Submit' }).click()
}

describe('the main path, by hand in a browser', () => {
  const email = 'mara@example.com'
  let seed = ''
  let lastCode = ''
  let alicePassword = ''

  it('signs up and signs in as root', async () => {
    await page.goto(`${app.url}/sign-up`)
    await page.getByLabel('Root user email address').fill(email)
    await page.getByLabel('Account name').fill('Green Leaf')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByText('Estimate:').waitFor()
    await shot('sign-up')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Your account is ready' }).waitFor()
    await page.goto(`${app.url}/signin`)
    await shot('sign-in')
    await rootPassword(email)
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await page.getByText('Add MFA for root user').waitFor()
    await shot('dashboard')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('enrols root MFA from the QR code on the page', async () => {
    await page.goto(`${app.url}/console/iam/security-credentials`)
    await page.getByRole('button', { name: 'Assign MFA device' }).click()
    await page.getByLabel('Device name').fill('root-phone')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: /Show QR code/ }).click()
    const uri = await scan()
    expect(uri).toMatch(
      /^otpauth:\/\/totp\/Amazon%20Web%20Services:root-phone@\d{12}\?secret=[A-Z2-7]{64}&issuer=Amazon%20Web%20Services$/,
    )
    seed = seedOf(uri)
    await shot('mfa-wizard')
    await roomInStep()
    const [first, second] = codePair(seed)
    lastCode = second
    await page.getByLabel(/MFA code 1/).fill(first)
    await page.getByLabel(/MFA code 2/).fill(lastCode)
    await page.getByRole('button', { name: 'Add MFA' }).click()
    await page.getByText('mfa/root-phone').first().waitFor()
    await shot('security-credentials-root')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('signs in with a code, and refuses one that was used', async () => {
    await signOut()
    await rootPassword(email)
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    await submitCode(lastCode)
    await page.getByRole('alert').getByText('Your authentication information is incorrect').waitFor()
    await shot('mfa-refused')
    await submitCode(codeFor(seed, 1))
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await page.getByText('Root user has MFA').waitFor()
  })

  it('creates a user with console access, whose password is shown once', async () => {
    await page.getByRole('link', { name: 'Users', exact: true }).click()
    await page.getByRole('button', { name: 'Create user' }).first().click()
    await page.getByLabel('User name', { exact: true }).fill('alice')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await shot('create-user')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create user' }).click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download .csv file' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('alice_credentials.csv')
    await page.getByRole('button', { name: /Show/ }).click()
    alicePassword =
      (
        await page
          .locator('[class*="box"]', { hasText: /^\S{12,}$/ })
          .last()
          .textContent()
      )?.trim() ?? ''
    await page.getByRole('button', { name: 'Return to users list' }).click()
    await page.getByRole('link', { name: 'alice' }).click()
    await page.getByRole('heading', { name: 'alice' }).waitFor()
    await page.getByText('IAMUserChangePassword').waitFor()
    await shot('user')
  })

  it('signs in as that user with a forced change of the password', async () => {
    const { accountId } = await page.evaluate(async () => {
      const { sessions } = (await (await fetch('/api/signin/sessions')).json()) as { sessions: { accountId: string }[] }
      return sessions[0] ?? { accountId: '' }
    })
    await signOut()
    await page.goto(`${app.url}/signin?account=${accountId}`)
    await page.getByLabel('IAM username').fill('alice')
    await page.getByLabel('Password', { exact: true }).fill(alicePassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Change your password' }).waitFor()
    await page.getByLabel('Old password').fill(alicePassword)
    await page.getByLabel('New password', { exact: true }).fill('Maple+Street+42+door')
    await page.getByLabel('Retype new password').fill('Maple+Street+42+door')
    await shot('forced-change')
    await page.getByRole('button', { name: 'Confirm password change' }).click()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await page
      .getByText(/is not authorized to perform: iam:GetAccountSummary/)
      .first()
      .waitFor()
    await shot('denied')
  })

  it('says nothing against itself: no page error, no console error, no CSP violation', () => {
    expect(complaints).toEqual([])
    expect(app.logs).toEqual([])
  })
})
