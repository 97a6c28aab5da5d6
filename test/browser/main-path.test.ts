import jsQR from 'jsqr'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshot } from '../support/browser.js'
import { ROOT_PASSWORD, type TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { openBrowser } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let page: Page
let complaints: string[]

const { button, go, signOut } = consolePage(() => page)
const signIn = signInPage(() => page)
const wizard = mfaWizard(() => page)

beforeAll(async () => {
  const opened = await openBrowser()
  ;({ app, page, complaints } = opened)
  return opened.close
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

describe('the main path, by hand in a browser', () => {
  const root = { email: 'mara@example.com', password: ROOT_PASSWORD }
  let seed = ''
  let lastCode = ''
  let alicePassword = ''

  it('signs up and signs in as root', async () => {
    await page.goto('/sign-up')
    await page.getByLabel('Root user email address').fill(root.email)
    await page.getByLabel('Account name').fill('Green Leaf')
    await page.getByLabel('Password', { exact: true }).fill(root.password)
    await page.getByText('Estimate:').waitFor()
    await shot('sign-up')
    expect(await seriousFindings(page)).toEqual([])
    await button('Create account').click()
    await page.getByRole('heading', { name: 'Your account is ready' }).waitFor()
    await page.goto('/signin')
    await shot('sign-in')
    await signIn.asRoot(root)
    await signIn.isPassed()
    await shot('console-home')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('main').getByRole('link', { name: 'IAM', exact: true }).click()
    await page.getByText('Add MFA for root user').waitFor()
    await shot('dashboard')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('enrols root MFA from the QR code on the page', async () => {
    await go('iam/security-credentials')
    await button('Assign MFA device').click()
    await wizard.nameDevice('root-phone')
    await button(/Show QR code/).click()
    const uri = await scan()
    expect(uri).toMatch(
      /^otpauth:\/\/totp\/Amazon%20Web%20Services:root-phone@\d{12}\?secret=[A-Z2-7]{64}&issuer=Amazon%20Web%20Services$/,
    )
    seed = seedOf(uri)
    await shot('mfa-wizard')
    await roomInStep()
    const codes = codePair(seed)
    lastCode = codes[1]
    await wizard.submitCodes(codes)
    await page.getByText('mfa/root-phone').first().waitFor()
    await shot('security-credentials-root')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('signs in with a code, and refuses one that was used', async () => {
    await signOut()
    await signIn.asRoot(root)
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    await signIn.submitCode(lastCode)
    await page.getByRole('alert').getByText('Your authentication information is incorrect').waitFor()
    await shot('mfa-refused')
    // Codes are single use. The next step's is fresh, and the server accepts it one step early.
    await signIn.submitCode(codeFor(seed, 1))
    await signIn.isPassed()
    await go('iam/home')
    await page.getByText('Root user has MFA').waitFor()
  })

  it('creates a user with console access, whose password is shown once', async () => {
    await page.getByRole('link', { name: 'Users', exact: true }).click()
    await button('Create user').first().click()
    await page.getByLabel('User name', { exact: true }).fill('alice')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await page.getByText('I want to create an IAM user').first().click()
    await shot('create-user')
    await button('Next').click()
    await button('Next').click()
    await button('Create user').click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), button('Download .csv file').click()])
    expect(file.suggestedFilename()).toBe('alice_credentials.csv')
    await button(/Show/).click()
    alicePassword =
      (
        await page
          .locator('[class*="box"]', { hasText: /^\S{12,}$/ })
          .last()
          .textContent()
      )?.trim() ?? ''
    await button('Return to users list').click()
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
    await signIn.asUser(accountId, 'alice', alicePassword)
    await page.getByRole('heading', { name: 'Change your password' }).waitFor()
    await page.getByLabel('Old password').fill(alicePassword)
    await page.getByLabel('New password', { exact: true }).fill('Maple+Street+42+door')
    await page.getByLabel('Retype new password').fill('Maple+Street+42+door')
    await shot('forced-change')
    await button('Confirm password change').click()
    await signIn.isPassed()
    expect(await page.getByText('Access denied').count()).toBe(0)
    await go('iam/home')
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
