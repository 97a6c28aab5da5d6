import { IAM } from '@aws-sdk/client-iam'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser, screenshots } from '../support/browser.js'
import { newAccount, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'

const PASSPHRASE = 'six words nobody would guess'

let app: TestServer
let browser: Browser
let page: Page
let iam: IAM
let file = ''
const complaints: string[] = []

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
  const { jar, credentials } = await newAccount(app.url)
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' })
  await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: app.url })))
  page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) complaints.push(message.text())
  })
  await page.goto(`${app.url}/console/iam/home`)
})

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const dialog = () => page.getByRole('dialog')

async function fromMenu(item: string): Promise<void> {
  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await dialog().waitFor()
}

const shot = (name: string) => screenshots(page, `account-file-${name}`)

describe('an account in a file, in the console', () => {
  it('is exported under a passphrase', async () => {
    await fromMenu('Export this account')
    const submit = dialog().getByRole('button', { name: 'Export', exact: true })
    await dialog().getByLabel('Passphrase', { exact: true }).fill('short')
    await submit.click()
    await dialog().getByText('A passphrase needs at least 12 characters.').waitFor()
    await dialog().getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await dialog().getByText('The two passphrases are different.').waitFor()
    await dialog().getByLabel('Confirm passphrase').fill(PASSPHRASE)
    await dialog().getByText('Enter the root user’s password.').waitFor()
    await dialog().getByLabel('Root user password').fill('not the password')
    await submit.click()
    await dialog().getByText('Your authentication information is incorrect. Please try again.').waitFor()
    await dialog().getByLabel('Root user password').fill(ROOT_PASSWORD)
    await shot('export')
    expect(await seriousFindings(page)).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), submit.click()])
    expect(download.suggestedFilename()).toMatch(/^iam-dojo-\d{12}\.account$/)
    file = await download.path()
    await dialog().waitFor({ state: 'detached' })
  })

  it('is imported in the place of the account that is here, when that is said', async () => {
    await iam.createUser({ UserName: 'late' })
    await fromMenu('Import an account')
    const submit = dialog().getByRole('button', { name: 'Import', exact: true })
    await page.locator('input[type=file]').setInputFiles(file)
    await dialog().getByLabel('Passphrase of the file').fill('not the passphrase')
    await submit.click()
    await dialog().getByText('This passphrase doesn’t open the file. Nothing was changed.').waitFor()
    await dialog().getByLabel('Passphrase of the file').fill(PASSPHRASE)
    await submit.click()
    await dialog().getByText('is already on this server').waitFor()
    await dialog()
      .getByLabel(/^Replace the existing account/)
      .check()
    await shot('import')
    expect(await seriousFindings(page)).toEqual([])
    await submit.click()
    await dialog().getByRole('link', { name: 'Sign in to the account' }).waitFor()
    expect((await iam.listUsers({})).Users).toEqual([])
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]))
    expect(kept).not.toContain(PASSPHRASE)
    expect(complaints).toEqual([])
  })
})
