import { IAM } from '@aws-sdk/client-iam'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { newAccount, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let browser: Browser
let page: Page
let devtools: CDPSession
let iam: IAM
let email = ''
let site = ''

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
  // WebAuthn takes names alone: this is the way a learner with a passkey opens the dojo too.
  site = app.url.replace('127.0.0.1', 'localhost')
  const account = await newAccount(app.url)
  email = account.email
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 1 })
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true },
  })
})

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function password(): Promise<void> {
  await page.goto(`${site}/signin`)
  await page.getByRole('button', { name: 'Sign in using root user email' }).click()
  await page.getByLabel('Root user email address').fill(email)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill(ROOT_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
}

describe('a security key', () => {
  it('is enrolled by the console and stands in the lists of the API', async () => {
    await password()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await page.goto(`${site}/console/iam/security-credentials/mfa/assign`)
    await page.getByLabel('Device name').fill('yellow-key')
    await page.getByText('Passkeys and security keys').click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Add MFA' }).click()
    await page.getByText('MFA device assigned.').first().waitFor()
    const { MFADevices = [] } = await iam.listMFADevices({})
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([
      expect.stringMatching(/^arn:aws:iam::\d{12}:u2f\/root-account\/yellow-key-[A-Z2-7]+$/),
    ])
    expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({ AccountMFAEnabled: 1, MFADevicesInUse: 1 })
  })

  it('is asked for at sign-in, and the session has MFA', async () => {
    await signOut()
    await password()
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    expect(await page.getByLabel('MFA code').count()).toBe(0)
    await page.getByRole('button', { name: 'Use passkey or security key' }).click()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    const mfa = await page.evaluate(async () => {
      const { sessions } = (await (await fetch('/api/signin/sessions')).json()) as { sessions: { mfa: boolean }[] }
      return sessions.map((session) => session.mfa)
    })
    expect(mfa).toEqual([true])
  })

  it('of a user counts in the list of users, where no virtual device does', async () => {
    await iam.createUser({ UserName: 'pia' })
    await page.goto(`${site}/console/iam/users/pia/mfa/assign`)
    await page.getByLabel('Device name').fill('blue-key')
    await page.getByText('Passkeys and security keys').click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Add MFA' }).click()
    await page.getByText('MFA device assigned.').first().waitFor()
    await page.goto(`${site}/console/iam/users`)
    await page.getByRole('row', { name: /pia/ }).getByText('Passkeys and security keys').waitFor()
  })

  it('refuses an answer that is sent again, there and at another sign-in', async () => {
    await signOut()
    const answers: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/signin/passkey')) answers.push(request.postData() ?? '')
    })
    await password()
    await page.getByRole('button', { name: 'Use passkey or security key' }).click()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    const again = await page.request.post(`${site}/api/signin/passkey`, {
      headers: { 'Content-Type': 'application/json' },
      data: answers[0] ?? '',
    })
    expect(again.status()).toBe(401)

    // The same answer, for another sign-in's challenge.
    await signOut()
    const step = await page.request.post(`${site}/api/signin`, { data: { kind: 'root', email, password: ROOT_PASSWORD } })
    const { challenge } = (await step.json()) as { challenge: string }
    const { response } = JSON.parse(answers[0] ?? '{}') as { response: unknown }
    const replayed = await page.request.post(`${site}/api/signin/passkey`, { data: { challenge, response } })
    expect(await replayed.json()).toMatchObject({ code: 'AuthenticationFailed' })
    expect(app.logs).toEqual([])
  })

  it('is removed like any device', async () => {
    await password()
    await page.getByRole('button', { name: 'Use passkey or security key' }).click()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
    await page.goto(`${site}/console/iam/security-credentials`)
    await page.getByRole('radio', { name: /yellow-key/ }).click()
    await page.getByRole('button', { name: 'Remove' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('radio', { name: /yellow-key/ }).waitFor({ state: 'detached' })
    expect((await iam.listMFADevices({})).MFADevices).toEqual([])
  })
})
