import { readFileSync } from 'node:fs'
import { DescribeKeyPairsCommand, EC2Client } from '@aws-sdk/client-ec2'
import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { allow, policy } from '../support/policies.js'
import { post, signedOut } from '../support/server.js'
import { publicLineOf } from '../support/ssh-tools.js'
import { consolePage } from './pages/console-page.js'
import { giveCookies, newContext, type OpenConsole, openConsole } from './pages/open-browser.js'

const PASSWORD = 'lantern Orbit pickle 29'
const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEnqpHgM12NVwTNtQGl7jrVTeqZeVCF3NZLQtwOD3sB learner@laptop'

let opened: OpenConsole
let page: Page
let iam: IAM
let complaints: string[]

const { button, dialog, go, inDialog } = consolePage(() => page)
const row = (name: string | RegExp) => page.getByRole('row', { name })
const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
const ec2In = (region: string) =>
  new EC2Client({ endpoint: opened.app.url, region, credentials: opened.account.credentials, maxAttempts: 1 })

/** The text of the file that a click downloads. */
async function downloaded(click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

beforeAll(async () => {
  opened = await openConsole({ acceptDownloads: true })
  ;({ page, iam, complaints } = opened)
  return opened.close
})

describe('the Region of EC2', () => {
  it('is chosen in the top bar, stands in the address, and is remembered for the account', async () => {
    await go('ec2/key-pairs')
    await page.waitForURL('**/console/ec2/key-pairs?region=us-east-1')
    await button('Region: N. Virginia us-east-1').click()
    await page.getByRole('menuitem', { name: /Ireland/ }).click()
    await page.waitForURL('**/console/ec2/key-pairs?region=eu-west-1')
    await page.getByText('There’s no key pair in Europe (Ireland).').waitFor()
    await go('ec2/home')
    await page.waitForURL('**/console/ec2/home?region=eu-west-1')
    await go('ec2/key-pairs?region=ap-northeast-1')
    await button('Region: Tokyo ap-northeast-1').waitFor()
    await go('iam/users')
    await button('Region: Global').waitFor()
    expect(page.url()).not.toContain('region')
    await go('ec2/home?region=us-east-1')
    await button('Region: N. Virginia us-east-1').waitFor()
  })
})

describe('key pairs', () => {
  it('are created by keyboard, and the private key is downloaded once', async () => {
    await go('ec2/key-pairs')
    await page.getByText('No key pairs').waitFor()
    await screenshots(page, 'key-pairs-none')
    await button('Create key pair').focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Name', { exact: true }).fill('web')
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'key-pair-create')
    await button('Create key pair').focus()
    const { name, text } = await downloaded(() => page.keyboard.press('Enter'))
    expect(name).toBe('web.pem')
    expect(text).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n[\s\S]+\n-----END RSA PRIVATE KEY-----\n?$/)
    await page.getByText('Successfully created key pair web.').first().waitFor()
    await row(/^(Select )?web/).waitFor()
    await screenshots(page, 'key-pairs')
    const [pair] = (await ec2In('us-east-1').send(new DescribeKeyPairsCommand({ IncludePublicKey: true }))).KeyPairs ?? []
    expect(pair?.PublicKey?.trim().split(' ').slice(0, 2)).toEqual(publicLineOf(text).split(' ').slice(0, 2))
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state]),
    )
    expect(kept).not.toContain(text.split('\n')[1])
  })

  it('come as ED25519 for PuTTY, too', async () => {
    await button('Create key pair').click()
    await page.getByLabel('Name', { exact: true }).fill('windows')
    await page.getByText('ED25519', { exact: true }).click()
    await page.getByText('.ppk', { exact: true }).click()
    const { name, text } = await downloaded(() => button('Create key pair').click())
    expect(name).toBe('windows.ppk')
    expect(text).toMatch(/^PuTTY-User-Key-File-\d: ssh-ed25519\r?\n/)
    await row(/windows.*ed25519/).waitFor()
  })

  it('keep a name that is taken in the form, with AWS’s own answer', async () => {
    await button('Create key pair').click()
    await page.getByLabel('Name', { exact: true }).fill(' web')
    await page.getByText('Enter up to 255 ASCII characters, without leading or trailing spaces.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('web')
    await button('Create key pair').click()
    await page.getByText('The keypair already exists').first().waitFor()
    await button('Cancel').click()
    await button('Leave').click()
  })

  it('are imported from a file or pasted, but never a private key', async () => {
    await button('Actions').click()
    await item('Import key pair').click()
    await page.getByLabel('Name', { exact: true }).fill('laptop')
    await page.getByLabel('Public key contents').fill('-----BEGIN OPENSSH PRIVATE KEY-----\nabc')
    await page.getByText('This is a private key.').waitFor()
    expect(await button('Import key pair').isDisabled()).toBe(true)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'id_ed25519.pub', mimeType: '', buffer: Buffer.from(PUBLIC_KEY) })
    await expect.poll(() => page.getByLabel('Public key contents').inputValue()).toBe(PUBLIC_KEY)
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'key-pair-import')
    await button('Import key pair').click()
    await page.getByText('Successfully imported key pair laptop.').first().waitFor()
    await row(/laptop.*ed25519/).waitFor()
  })

  it('stand in the panel of API calls as code', async () => {
    await button('Open the API calls').click()
    await page.getByText('aws ec2 import-key-pair').waitFor()
    await page.getByText('--region us-east-1').first().waitFor()
    await button('Close the API calls').click()
  })

  it('are deleted once the word is typed', async () => {
    await page.getByLabel('Search Key pairs').fill('windows')
    await page.getByRole('checkbox', { name: 'Select windows' }).check({ force: true })
    await button('Actions').click()
    await item('Delete').click()
    expect(await inDialog('Delete').isDisabled()).toBe(true)
    await dialog().getByPlaceholder('Delete').fill('Delete')
    await screenshots(page, 'key-pair-delete')
    await inDialog('Delete').click()
    await page.getByText('Successfully deleted 1 key pair.').first().waitFor()
    await expect.poll(() => row(/windows/).count()).toBe(0)
  })
})

describe('somebody who may do nothing in EC2', () => {
  it('is told why, and decodes the message only if allowed', async () => {
    await iam.createUser({ UserName: 'nora' })
    await iam.createLoginProfile({ UserName: 'nora', Password: PASSWORD })
    const jar = signedOut(opened.account.jar)
    const { accountId } = opened.account
    await post(opened.app.url, '/api/signin', { kind: 'iam', account: accountId, userName: 'nora', password: PASSWORD }, jar)
    const context = await newContext(opened.browser, opened.app.url)
    await giveCookies(context, jar, opened.app.url)
    const own = page
    page = await context.newPage()
    await go('ec2/key-pairs/create')
    await page.getByLabel('Name', { exact: true }).fill('mine')
    await button('Create key pair').click()
    await page.getByText('You are not authorized to perform this operation.').first().waitFor()
    await screenshots(page, 'key-pair-denied')
    await button('Decode message').click()
    await dialog().getByText('sts:DecodeAuthorizationMessage').first().waitFor()
    await page.keyboard.press('Escape')
    const PolicyDocument = policy(allow('sts:DecodeAuthorizationMessage'))
    await iam.putUserPolicy({ UserName: 'nora', PolicyName: 'decode', PolicyDocument })
    await button('Decode message').click()
    await dialog().getByText('"action": "ec2:CreateKeyPair"').waitFor()
    await screenshots(page, 'decoded-message')
    await context.close()
    page = own
  })

  it('met no fault', () => {
    expect(complaints).toEqual([])
  })
})
