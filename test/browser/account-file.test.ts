import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { ROOT_PASSWORD } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'

const PASSPHRASE = 'six words nobody would guess'

let page: Page
let iam: IAM
let file = ''
let complaints: string[]

const { dialog, fromAccountMenu, go, inDialog } = consolePage(() => page)

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1400, height: 900 } })
  ;({ page, iam, complaints } = opened)
  await go('iam/home')
  return opened.close
})

async function fromMenu(item: string): Promise<void> {
  await fromAccountMenu(item)
  await dialog().waitFor()
}

const shot = (name: string) => screenshots(page, `account-file-${name}`)

describe('an account in a file, in the console', () => {
  it('is exported under a passphrase', async () => {
    await fromMenu('Export this account')
    const submit = inDialog('Export')
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
    const submit = inDialog('Import')
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
