import { readFile } from 'node:fs/promises'
import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { trust } from '../support/policies.js'
import type { TestServer } from '../support/server.js'
import { codePair, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { openConsole } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'

let app: TestServer
let page: Page
let iam: IAM
let account: { accountId: string; email: string; password: string }
let complaints: string[]

const { button, dialog, go, inDialog, signOut } = consolePage(() => page)
const wizard = mfaWizard(() => page)
const heading = (name: string) => page.getByRole('heading', { name, exact: true })
const link = (name: string) => page.getByRole('link', { name, exact: true })
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))

async function downloaded(start: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), start()])
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, page, iam, account, complaints } = opened)
  await iam.createUser({ UserName: 'bob' })
  await iam.createGroup({ GroupName: 'devs' })
  await iam.createRole({ RoleName: 'reader', AssumeRolePolicyDocument: trust(`arn:aws:iam::${account.accountId}:root`) })
  await iam.attachUserPolicy({ UserName: 'bob', PolicyArn: READ_ONLY })
  await iam.attachGroupPolicy({ GroupName: 'devs', PolicyArn: READ_ONLY })
  await iam.attachRolePolicy({ RoleName: 'reader', PolicyArn: READ_ONLY })
  return opened.close
})

describe('the tab Last accessed', () => {
  it.each([
    ['users/bob', () => iam.detachUserPolicy({ UserName: 'bob', PolicyArn: READ_ONLY })],
    ['groups/devs', () => iam.detachGroupPolicy({ GroupName: 'devs', PolicyArn: READ_ONLY })],
    ['roles/reader', () => iam.detachRolePolicy({ RoleName: 'reader', PolicyArn: READ_ONLY })],
  ] as const)('of %s asks once, and again when permissions change, not at any other change', async (of, takeAway) => {
    const asked: string[] = []
    const listen = (request: { postData(): string | null }) => {
      asked.push(/Action=(\w+)/.exec(request.postData() ?? '')?.[1] ?? '')
    }
    const count = (action: string) => asked.filter((one) => one === action).length
    page.on('request', listen)
    await go(`iam/${of}/last-accessed`)
    const service = page.getByRole('row', { name: /Identity and Access Management/ })
    await service.waitFor()
    // The page has seen a change of something else when it has asked for what it shows of it again.
    const reads = asked.length
    await iam.tagUser({ UserName: 'bob', Tags: [{ Key: 'seen', Value: of }] })
    await expect.poll(() => asked.length).toBeGreaterThan(reads)
    expect(count('GenerateServiceLastAccessedDetails')).toBe(1)
    await takeAway()
    await service.waitFor({ state: 'detached' })
    page.off('request', listen)
    expect(count('GenerateServiceLastAccessedDetails')).toBe(2)
    expect(count('GetServiceLastAccessedDetails')).toBe(2)
  })
})

describe('the MFA wizard', () => {
  it('offers no passkey at an address in numbers, and says why on its first page', async () => {
    await go('iam/users/bob/mfa/assign')
    expect(await page.getByRole('radio', { name: /Passkeys and security keys/ }).isDisabled()).toBe(true)
    await page.getByText('a passkey belongs to the name of a site').waitFor()
    expect(await page.getByRole('link', { name: /^http:\/\/localhost:/ }).getAttribute('href')).toContain(
      '/iam/users/bob/mfa/assign',
    )
  })

  it('asks nothing once the device is assigned, though the next page is still on its way', async () => {
    await page.getByLabel('Device name').fill('my phone')
    await button('Next').click()
    await page.getByText('without spaces', { exact: false }).first().waitFor()
    await wizard.nameDevice('phone')
    const seed = await wizard.showSecretKey()
    await roomInStep()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/assets/*.js', async (route) => {
      await held
      await route.continue()
    })
    await wizard.submitCodes(codePair(seed))
    await page.getByText('MFA device assigned.').first().waitFor()
    await link('User groups').click()
    letGo()
    await page.getByRole('heading', { name: /^User groups/ }).waitFor()
    expect(await dialog().count()).toBe(0)
    await page.unroute('**/assets/*.js')
  })
})

describe('the event history', () => {
  it('filters by an attribute and by the time, on the account’s clock', async () => {
    await go('cloudtrail/events')
    await link('CreateGroup').waitFor()
    await button(/^Lookup attributes/).click()
    await page.getByRole('option', { name: 'Resource name' }).click()
    await page.getByLabel('Value', { exact: true }).fill('reader')
    await link('CreateRole').waitFor()
    await expect.poll(() => link('CreateGroup').count()).toBe(0)
    await screenshots(page, 'event-history')
    expect(await seriousFindings(page)).toEqual([])

    await app.settled()
    await page.request.post(`/api/lab/accounts/${account.accountId}/clock`, { data: { forward: '45m' } })
    await iam.tagRole({ RoleName: 'reader', Tags: [{ Key: 'late', Value: 'yes' }] })
    await page.reload()
    await link('TagRole').waitFor()
    await button(/Filter by date and time/).click()
    await page.getByText('Last 30 minutes').click()
    await button('Apply').click()
    await expect.poll(() => link('CreateRole').count()).toBe(0)
    await link('TagRole').waitFor()
  })

  it('has a page for each event, with its record', async () => {
    await link('TagRole').click()
    await heading('TagRole').waitFor()
    await page.getByText('"eventName": "TagRole"').waitFor()
    // To the second, as AWS has it: who did what first is seen in seconds.
    await page
      .getByRole('main')
      .getByText(/, \d{1,2}:\d{2}:\d{2}\s/)
      .first()
      .waitFor()
    expect(page.url()).toMatch(/\/console\/cloudtrail\/events\/[\da-f-]{36}\?region=us-east-1$/)
    await button('Copy event record').waitFor()
    await screenshots(page, 'event')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('is downloaded as AWS’s files, also what the list has not loaded', async () => {
    // The entry of the navigation stands where it is; the breadcrumb leads back.
    await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Event history' }).click()
    await link('TagRole').waitFor()
    for (let more = 0; more < 55; more++) await iam.tagUser({ UserName: 'bob', Tags: [{ Key: 'n', Value: `${more}` }] })
    await button('Download events').click()
    const csv = await downloaded(() => page.getByRole('menuitem', { name: 'Download as CSV' }).click())
    expect(csv.name).toBe('event_history.csv')
    expect(csv.text).toContain('Event name,Event time,User name,Event source,Resource type,Resource name')
    expect(csv.text.split('\r\n').filter((line) => line.startsWith('TagUser')).length).toBeGreaterThanOrEqual(55)
    await button('Download events').click()
    const json = await downloaded(() => page.getByRole('menuitem', { name: 'Download as JSON' }).click())
    const { Records } = JSON.parse(json.text) as { Records: { eventName: string; readOnly: boolean }[] }
    expect(Records.map(({ eventName }) => eventName)).toContain('CreateRole')
    expect(Records.every(({ readOnly }) => !readOnly)).toBe(true)
  })
})

it('makes and saves the credential report with one button', async () => {
  await go('iam/credential-report')
  const { name, text } = await downloaded(() => button('Download credentials report').click())
  expect(name).toMatch(/^status_reports_.*\.csv$/)
  expect(text).toContain('bob,arn:aws:iam::')
})

describe('Why?', () => {
  it('names the characters that are wrong; Escape closes it alone, and keeps what was typed', async () => {
    await go('iam/home')
    await button('Create').click()
    await dialog().getByRole('textbox').fill('My Company')
    await inDialog('Save changes').click()
    await dialog()
      .getByRole('button', { name: /^Why\?/ })
      .click()
    await page.getByText('accountAlias contains “M”, a space, and “C”, which can’t be in it.').waitFor()
    await page.getByText('aws iam create-account-alias help').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog().count()).toBe(1)
    expect(await dialog().getByRole('textbox').inputValue()).toBe('My Company')
    await inDialog('Cancel').click()
  })
})

it('numbers the lines of a canonical request, and copies them as they are', async () => {
  await button('Open the requests').click()
  await iam.createGroup({ GroupName: 'numbered' })
  await button(/^Inspect iam:CreateGroup at/)
    .first()
    .click()
  const text = page.locator('.wire-text.numbered').first()
  await text.waitFor()
  const copied = await text.evaluate((element) => {
    getSelection()?.selectAllChildren(element)
    return { selected: String(getSelection()), text: element.textContent }
  })
  expect(copied.selected.trimEnd()).toBe(copied.text)
})

describe('the sign-in page', () => {
  it('puts the focus where one types, and tells what an email is for', async () => {
    await signOut()
    await page.getByLabel('IAM username').fill('root@example.com')
    await page.getByText('This looks like an email address').waitFor()
    const { asRoot } = signInPage(() => page)
    await button('Sign in using root user email').click()
    expect(await focused()).toBe('username')
    await page.keyboard.type(account.email)
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('current-password')
    await page.getByText('Forgot password?').click()
    await page.getByText(`iam-dojo account reset-password ${account.accountId}`).waitFor()
    await screenshots(page, 'forgot-password')
    expect(await seriousFindings(page)).toEqual([])
    await asRoot(account)
    await signInPage(() => page).isPassed()
  })

  it('says nothing against itself', () => {
    expect(complaints).toEqual([])
    expect(app.logs).toEqual([])
  })
})
