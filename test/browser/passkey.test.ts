import { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestServer } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { openBrowser } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let page: Page
let iam: IAM
let root: { email: string; password: string }

const { button, go, inDialog, signOut } = consolePage(() => page)
const signIn = signInPage(() => page)

beforeAll(async () => {
  // WebAuthn takes names alone: this is the way a learner with a passkey opens the dojo too.
  const opened = await openBrowser({ hostname: 'localhost' })
  ;({ app, page } = opened)
  const { email, password, credentials } = await newAccount(app.url)
  root = { email, password }
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const devtools = await opened.context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true },
  })
  return opened.close
})

describe('a security key', () => {
  it('is enrolled by the console and stands in the lists of the API', async () => {
    await signIn.asRoot(root)
    await signIn.isPassed()
    await go('iam/security-credentials/mfa/assign')
    await page.getByLabel('Device name').fill('yellow-key')
    await page.getByText('Passkeys and security keys').click()
    await button('Next').click()
    await button('Add MFA').click()
    await page.getByText('MFA device assigned.').first().waitFor()
    const { MFADevices = [] } = await iam.listMFADevices({})
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([
      expect.stringMatching(/^arn:aws:iam::\d{12}:u2f\/root-account\/yellow-key-[A-Z2-7]+$/),
    ])
    expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({ AccountMFAEnabled: 1, MFADevicesInUse: 1 })
  })

  it('is asked for at sign-in, and the session has MFA', async () => {
    await signOut()
    await signIn.asRoot(root)
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    expect(await page.getByLabel('MFA code').count()).toBe(0)
    await button('Use passkey or security key').click()
    await signIn.isPassed()
    const mfa = await page.evaluate(async () => {
      const { sessions } = (await (await fetch('/api/signin/sessions')).json()) as { sessions: { mfa: boolean }[] }
      return sessions.map((session) => session.mfa)
    })
    expect(mfa).toEqual([true])
  })

  it('of a user counts in the list of users, where no virtual device does', async () => {
    await iam.createUser({ UserName: 'pia' })
    await go('iam/users/pia/mfa/assign')
    await page.getByLabel('Device name').fill('blue-key')
    await page.getByText('Passkeys and security keys').click()
    await button('Next').click()
    await button('Add MFA').click()
    await page.getByText('MFA device assigned.').first().waitFor()
    await go('iam/users')
    await page.getByRole('row', { name: /pia/ }).getByText('Passkeys and security keys').waitFor()
  })

  it('refuses an answer that is sent again, there and at another sign-in', async () => {
    await signOut()
    const answers: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/signin/passkey')) answers.push(request.postData() ?? '')
    })
    await signIn.asRoot(root)
    await button('Use passkey or security key').click()
    await signIn.isPassed()
    const again = await page.request.post('/api/signin/passkey', {
      headers: { 'Content-Type': 'application/json' },
      data: answers[0] ?? '',
    })
    expect(again.status()).toBe(401)

    // The same answer, for another sign-in's challenge.
    await signOut()
    const step = await page.request.post('/api/signin', { data: { kind: 'root', ...root } })
    const { challenge } = (await step.json()) as { challenge: string }
    const { response } = JSON.parse(answers[0] ?? '{}') as { response: unknown }
    const replayed = await page.request.post('/api/signin/passkey', { data: { challenge, response } })
    expect(await replayed.json()).toMatchObject({ code: 'AuthenticationFailed' })
    expect(app.logs).toEqual([])
  })

  it('is removed like any device', async () => {
    await signIn.asRoot(root)
    await button('Use passkey or security key').click()
    await signIn.isPassed()
    await go('iam/security-credentials')
    await page.getByRole('radio', { name: /yellow-key/ }).click()
    await button('Remove').first().click()
    await inDialog('Remove').click()
    await page.getByRole('radio', { name: /yellow-key/ }).waitFor({ state: 'detached' })
    expect((await iam.listMFADevices({})).MFADevices).toEqual([])
  })
})
