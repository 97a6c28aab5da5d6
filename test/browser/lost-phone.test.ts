import { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { newAccount, ROOT_PASSWORD, signedOut, type TestServer } from '../support/server.js'
import { pairFor, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { giveCookies, openBrowser } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let page: Page
let account: Awaited<ReturnType<typeof newAccount>>

const { button, fromAccountMenu, dialog, inDialog } = consolePage(() => page)
const signIn = signInPage(() => page)

beforeAll(async () => {
  const opened = await openBrowser({ viewport: { width: 1200, height: 1100 } })
  ;({ app, page } = opened)
  account = await newAccount(app.url)
  const { accountId, credentials, jar } = account
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const { VirtualMFADevice: device } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
  const seed = Buffer.from(device?.Base32StringSeed ?? []).toString()
  await roomInStep()
  await iam.enableMFADevice({
    UserName: accountId,
    SerialNumber: device?.SerialNumber,
    ...pairFor(seed),
  })
  // A newer account of the same browser, which nobody means to reset.
  await newAccount(app.url, ROOT_PASSWORD, jar)
  await giveCookies(opened.context, signedOut(jar), app.url)
  return opened.close
})

describe('a browser that owns an account', () => {
  it('resets it at the sign-in page when root’s phone is lost, after a typed confirmation', async () => {
    await signIn.asRoot(account)
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    await page.getByText('Troubleshoot MFA').click()
    const reset = button('Reset this account')
    await reset.waitFor()
    expect(await page.getByLabel('Account to reset').inputValue()).toBe(account.accountId)
    expect(await reset.isDisabled()).toBe(true)
    await page.getByLabel('To confirm, type reset').fill('reset')
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'lost-phone')
    await reset.click()
    await page.getByText('The account is like new and has no MFA device.').waitFor()
    await signIn.asRoot(account)
    await signIn.isPassed()
  })

  it('deletes it in the console, after its ID was typed', async () => {
    await fromAccountMenu('Delete this account')
    const submit = inDialog('Delete account')
    await submit.waitFor()
    expect(await submit.isDisabled()).toBe(true)
    await dialog().getByRole('textbox').fill(account.accountId)
    expect(await seriousFindings(page)).toEqual([])
    await submit.click()
    await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
    expect(await app.accounts.get(account.accountId)).toBeUndefined()
  })
})
