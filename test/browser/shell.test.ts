import type { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { screenshot, screenshots } from '../support/browser.js'
import { allow, policy, trust } from '../support/policies.js'
import { newAccount, ROOT_PASSWORD, type TestServer } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { type OpenConsole, openConsole } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let context: BrowserContext
let page: Page
let iam: IAM
let account: OpenConsole['account']

const { button, fromAccountMenu, go, isIdentity } = consolePage(() => page)
const signIn = signInPage(() => page)
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const searchBox = () => page.getByRole('combobox', { name: 'Search' })

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, context, page, iam, account } = opened)
  await iam.createUser({ UserName: 'nora' })
  await iam.createLoginProfile({ UserName: 'nora', Password: ROOT_PASSWORD })
  return opened.close
})

describe('the frame of the console', () => {
  it('shows a home on which nothing is refused to a user who may do nothing', async () => {
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url())
    })
    await signIn.asUser(account.accountId, 'nora', ROOT_PASSWORD)
    await signIn.isPassed()
    await page.getByRole('link', { name: 'View all services' }).waitFor()
    await screenshots(page, 'home')
    expect(refused).toEqual([])

    await page.getByRole('main').getByRole('link', { name: 'IAM', exact: true }).click()
    await heading('IAM Dashboard').waitFor()
    const box = page.getByRole('group', { name: 'Access denied' }).or(page.getByRole('alert'))
    const refusals = page.locator('.refusals li')
    await refusals.filter({ hasText: 'iam:GetAccountSummary' }).waitFor()
    await refusals.filter({ hasText: 'iam:ListAccountAliases' }).waitFor()
    await refusals.filter({ hasText: 'iam:ListMFADevices' }).waitFor()
    await screenshot(page, 'dashboard-denied')
    expect(await page.getByText(/is not authorized to perform: iam:GetAccountSummary/).count()).toBe(1)
    expect(await box.count()).toBeLessThanOrEqual(1)
    await page.context().clearCookies()
    await page.evaluate(() => sessionStorage.clear())
  })

  it('says of a service why a guide’s step fails, and finds it by what people call it', async () => {
    await signIn.asRoot(account)
    await signIn.isPassed()
    await button('Services').click()
    await page.getByRole('menuitem', { name: 'Compute' }).click()
    await page.getByRole('menuitem', { name: 'Lambda' }).click()
    await heading('Lambda').waitFor()
    await page.getByText(/NotImplemented.*IAM Dojo doesn't have AWS Lambda/).waitFor()
    await screenshots(page, 'service')

    await searchBox().fill('bucket')
    await page.getByRole('option', { name: /^S3/ }).waitFor()
    await searchBox().fill('EC2')
    await page
      .getByRole('option', { name: /AWS managed/ })
      .first()
      .waitFor()
    const options = await page.getByRole('option').allTextContents()
    expect(options[0]).toMatch(/^EC2Virtual servers/)
    expect(options.filter((text) => text.includes('AWS managed'))).toHaveLength(5)
    await searchBox().fill('')
    await page.keyboard.press('Escape')

    await go('services')
    await page.getByPlaceholder('Find a service').fill('single sign-on')
    await page.getByText('1 service').first().waitFor()
    await page.getByRole('link', { name: 'IAM Identity Center', exact: true }).click()
    await heading('IAM Identity Center').waitFor()
  })

  it('chooses the Region of the event history, and none for IAM', async () => {
    await iam.createUser({ UserName: 'in-virginia' })
    const { AccessKey: { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = {} } =
      await iam.createAccessKey({
        UserName: 'nora',
      })
    await new STS({ endpoint: app.url, region: 'eu-west-1', credentials: { accessKeyId, secretAccessKey } }).getCallerIdentity(
      {},
    )
    await go('iam/users')
    await button('Region: Global').click()
    await page.getByText('IAM needs no Region choice').filter({ visible: true }).waitFor()
    await page.keyboard.press('Escape')

    const event = (name: string) => page.getByRole('link', { name, exact: true })
    await go('cloudtrail/events')
    await page.getByText('Events of US East (N. Virginia) us-east-1.').waitFor()
    await event('CreateUser').first().waitFor()
    await button('Region: N. Virginia us-east-1').click()
    await page.getByRole('menuitem', { name: /Ireland/ }).click()
    await page.getByText('Events of Europe (Ireland) eu-west-1.').waitFor()
    await page.getByLabel('Value').fill('')
    await event('GetCallerIdentity').waitFor()
    expect(await event('CreateUser').count()).toBe(0)
    await screenshot(page, 'event-history-region')
    await page.reload()
    await button('Region: Ireland eu-west-1').waitFor()
    await button('Region: Ireland eu-west-1').click()
    await page.getByRole('menuitem', { name: /N\. Virginia/ }).click()
    await page.getByText('Events of US East (N. Virginia) us-east-1.').waitFor()
  })

  it('has the account’s page, and its ID where guides look for it', async () => {
    await fromAccountMenu(/^Account$/)
    await heading('Account').waitFor()
    await button('Edit account name and email').click()
    await page.getByRole('textbox', { name: 'Account name' }).fill('Green Leaf')
    await page.getByLabel('Current password').fill(account.password)
    await button('Save changes').click()
    await page.getByText('Account details changed.').waitFor()
    await isIdentity('Green Leaf')
    await screenshots(page, 'account')
    await button('Support').click()
    await page.getByRole('menuitem', { name: 'Support Center' }).click()
    await heading('Support').waitFor()
    await page.getByRole('main').getByText(account.accountId).waitFor()
  })

  it('takes the keyboard past the navigation', async () => {
    await go('iam/users')
    await heading('Users (2)').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to main content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await searchBox().focus()
    await page.keyboard.type('account settings')
    await page.getByRole('option', { name: 'Account settings' }).first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Account settings/)
  })

  it('offers the pages that were visited in this account, and none of another’s', async () => {
    await go('home')
    const visited = (of: Page) => of.getByRole('main').getByRole('link', { name: 'Users', exact: true })
    await visited(page).waitFor()
    const other = await context.newPage()
    await signInPage(() => other).asRoot(await newAccount(app.url))
    await other.getByText('No recently visited pages').waitFor()
    expect(await visited(other).count()).toBe(0)
    await other.close()
  })

  it('shows at once that a click has arrived, though the page’s code is slow to come', async () => {
    let arrive = () => {}
    const held = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await go('iam/home')
    await heading('IAM Dashboard').waitFor()
    await page.route(/assets\/roles-[^/]*\.js/, async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('link', { name: 'Roles', exact: true }).click()
    await heading('IAM Dashboard').waitFor({ state: 'detached' })
    await page.getByRole('main').getByText('Loading').first().waitFor()
    arrive()
    await page.getByRole('heading', { level: 1, name: /^Roles/ }).waitFor()
    await page.unrouteAll()
  })

  it('says once that the server does not answer, and goes on when it does', async () => {
    const goAway = () => context.route('**/*', (route) => route.abort('connectionrefused'))
    const away = page.getByText('The server does not answer.')
    await go('iam/home')
    await page.getByText('Add MFA for root user').waitFor()
    await goAway()
    await button('Create').click()
    await page.getByLabel('Preferred alias').fill('green-leaf-books')
    await button('Save changes').click()
    await page.getByRole('dialog').getByText('Start it again, then try once more.').waitFor()
    await page.getByText('this page goes on automatically').waitFor()
    await button('Cancel').click()
    await screenshot(page, 'server-away')
    expect(await away.count()).toBe(1)
    expect(await page.getByText(/Failed to fetch|TypeError/).count()).toBe(0)
    await context.unrouteAll()
    await away.waitFor({ state: 'detached' })

    // The code of a page can't come either.
    await goAway()
    await page.getByRole('link', { name: 'Policies', exact: true }).click()
    await away.waitFor()
    expect(await page.getByText('This page has failed').count()).toBe(0)
    await context.unrouteAll()
    await page.getByRole('heading', { level: 1, name: /^Policies/ }).waitFor()
    expect(await away.count()).toBe(0)
  })

  it('shows a role’s display name in its color, and the way back', async () => {
    await iam.createRole({
      RoleName: 'UpdateApp',
      AssumeRolePolicyDocument: trust(`arn:aws:iam::${account.accountId}:user/nora`),
    })
    await iam.putUserPolicy({
      UserName: 'nora',
      PolicyName: 'switch',
      PolicyDocument: policy(allow('sts:AssumeRole')),
    })
    await signIn.asUser(account.accountId, 'nora', ROOT_PASSWORD)
    await signIn.isPassed()
    await fromAccountMenu('Switch role')
    await page.getByRole('textbox', { name: 'Account ID' }).fill(account.accountId)
    await page.getByLabel('IAM role name').fill('UpdateApp')
    await page.getByLabel('Display name - optional').fill('PRODUCTION')
    await page.getByRole('button', { name: /^Display color - optional/ }).click()
    await page.getByRole('option', { name: 'Orange' }).click()
    await button('Switch role').click()
    await isIdentity('PRODUCTION')
    const menu = button(/^Account menu: PRODUCTION/)
    expect(await menu.textContent()).toContain('PRODUCTION')
    expect(await menu.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(216, 123, 0)')
    await menu.click()
    await page.getByRole('menuitem', { name: /UpdateApp @/ }).waitFor()
    await screenshot(page, 'switched-role')
    await page.getByRole('menuitem', { name: /Switch back.*Back to nora/ }).click()
    await isIdentity('nora')
  })

  it('says whose session ended to make room for the sixth', async () => {
    const told = page.getByText(/^A browser keeps five sessions\..* the oldest one ended: (Example|Green Leaf)\./)
    // Root is the first of this browser, or one of the first.
    for (const UserName of ['omar', 'pia', 'quinn', 'rosa', 'sam']) {
      if ((await told.count()) > 0) break
      await iam.createUser({ UserName })
      await iam.createLoginProfile({ UserName, Password: ROOT_PASSWORD })
      await signIn.asUser(account.accountId, UserName, ROOT_PASSWORD)
      await signIn.isPassed()
    }
    await told.waitFor()
    await screenshots(page, 'session-ended')
    await page.reload()
    await signIn.isPassed()
    expect(await told.count()).toBe(0)
  })
})
