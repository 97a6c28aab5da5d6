import { IAM } from '@aws-sdk/client-iam'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser, screenshots } from '../support/browser.js'
import { newAccount, ROOT_PASSWORD, signedOut, startServer, type TestServer } from '../support/server.js'
import { pairFor, roomInStep } from '../support/totp.js'

let app: TestServer
let browser: Browser
let page: Page
let account: Awaited<ReturnType<typeof newAccount>>

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
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
  const context = await browser.newContext({ viewport: { width: 1200, height: 1100 }, reducedMotion: 'reduce' })
  await context.addCookies([...signedOut(jar)].map(([name, value]) => ({ name, value, url: app.url })))
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function signIn(): Promise<void> {
  await page.goto(`${app.url}/signin`)
  await page.getByRole('button', { name: 'Sign in using root user email' }).click()
  await page.getByLabel('Root user email address').fill(account.email)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Password', { exact: true }).fill(ROOT_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe('a browser that owns an account', () => {
  it('resets it at the sign-in page when root’s phone is lost, after a typed confirmation', async () => {
    await signIn()
    await page.getByRole('heading', { name: 'Additional verification required' }).waitFor()
    await page.getByText('Troubleshoot MFA').click()
    const reset = page.getByRole('button', { name: 'Reset this account' })
    await reset.waitFor()
    expect(await reset.isDisabled()).toBe(true)
    await page.getByLabel('To confirm, type reset').fill('reset')
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'lost-phone')
    await reset.click()
    await page.getByText('The account is like new, without an MFA device.').waitFor()
    await signIn()
    await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
  })

  it('deletes it in the console, after its ID was typed', async () => {
    await page.getByRole('button', { name: /^Account menu/ }).click()
    await page.getByRole('menuitem', { name: 'Delete this account' }).click()
    const dialog = page.getByRole('dialog')
    const button = dialog.getByRole('button', { name: 'Delete account' })
    await button.waitFor()
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill(account.accountId)
    expect(await seriousFindings(page)).toEqual([])
    await button.click()
    await page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
    expect(await app.accounts.get(account.accountId)).toBeUndefined()
  })
})
