import { readFileSync } from 'node:fs'
import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from '../support/browser.js'
import { allow, policy } from '../support/policies.js'
import { ROOT_PASSWORD, type TestServer } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let page: Page
let iam: IAM
let accountId: string

const { button, dialog, go, inDialog, isIdentity } = consolePage(() => page)

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, page, iam } = opened)
  ;({ accountId } = opened.account)
  await iam.createUser({ UserName: 'alice' })
  return opened.close
})

describe('the console', () => {
  it('shows what another client did, without a reload', async () => {
    await go('iam/users')
    await page.getByRole('link', { name: 'alice' }).waitFor()
    await iam.createUser({ UserName: 'made-by-a-program' })
    await page.getByRole('link', { name: 'made-by-a-program' }).waitFor()
  })

  it('marks where a policy is wrong, leads there, and warns of a trust in everybody', async () => {
    await go('iam/policies/create')
    await button('JSON').click()
    const json = page.getByRole('textbox', { name: 'JSON' })
    await page.getByText('Not complete yet').waitFor()
    expect(await json.getAttribute('aria-invalid')).not.toBe('true')
    await button('Next').click()
    await page.getByText('Policy statement must contain actions.').waitFor()
    await expect.poll(() => json.evaluate((element) => element.matches(':focus'))).toBe(true)
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Alow', Action: 'sts:*', Resource: '*' }] }
    await json.fill(JSON.stringify(document, null, 2))
    await page.getByText('Syntax errors in policy.').waitFor()
    await page.getByText('Effect is "Allow" or "Deny"').waitFor()
    await screenshot(page, 'policy-editor-wrong')
    await button('Ln 5, Col 17').click()
    await page.keyboard.type('"Allow')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Delete')
    expect((await json.inputValue()).split('\n')[4]).toContain('"Allow')

    await json.fill(
      JSON.stringify({ ...document, Statement: [{ ...document.Statement[0], Effect: 'Allow', Action: 'iam:ListUser' }] }),
    )
    await page.getByText('The action iam:ListUser does not exist. Did you mean iam:ListUsers?').waitFor()
    await button('Next').click()
    await page.getByRole('heading', { name: 'Permissions defined in this policy' }).waitFor()
    await page.getByRole('row', { name: /Identity and Access Management/ }).waitFor()

    await go('iam/roles/create')
    await page.getByText('Custom trust policy', { exact: true }).click()
    await json.fill(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
      }),
    )
    await page.getByText('anyone in any AWS account can assume this role').waitFor()
    await screenshot(page, 'policy-editor-warning')
  })

  it('finds services, tasks and the owner of an access key', async () => {
    await go('iam/home')
    const search = page.getByRole('combobox', { name: 'Search' })
    const finds = async (text: string, option: RegExp) => {
      await search.fill(text)
      await page.getByRole('option', { name: option }).first().waitFor()
    }
    await finds('sts', /Security Token Service/)
    await finds('rotate', /Rotate access keys/)
    await finds('create user', /Create user/)
    await search.fill('no such thing')
    await page.getByText('No matches').first().waitFor()
    await screenshot(page, 'search')
    const { AccessKey: key } = await iam.createAccessKey({ UserName: 'alice' })
    await finds(key?.AccessKeyId ?? '', /alice/)
    await search.press('ArrowDown')
    await search.press('Enter')
    await page.waitForURL('**/console/iam/users/alice/credentials')
  })

  it('shows what a policy comes to, and the document of an older version', async () => {
    const made = await iam.createPolicy({ PolicyName: 'Versions', PolicyDocument: policy(allow('s3:GetObject')) })
    const PolicyArn = made.Policy?.Arn ?? ''
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy(allow('iam:*')), SetAsDefault: true })
    await go(`iam/policies/${encodeURIComponent(PolicyArn)}`)
    await page.getByRole('row', { name: /Identity and Access Management \(IAM\) Full access All resources None/ }).waitFor()
    await button('JSON').click()
    await page.getByText('"iam:*"').waitFor()
    await page.getByRole('tab', { name: 'Policy versions' }).click()
    await button('Show the document of version v1').click()
    await dialog()
      .getByRole('row', { name: /Amazon S3/ })
      .waitFor()
    await page.keyboard.press('Escape')
  })

  it('says where session tokens of the global endpoint are valid', async () => {
    await go('iam/account-settings')
    await button('Change').click()
    await page.getByRole('radio', { name: 'Valid in all AWS Regions' }).click()
    await inDialog('Save changes').click()
    await page.getByText('This applies to new session tokens from the global endpoint.').waitFor()
    await page.getByText('Valid only in AWS Regions enabled by default').waitFor({ state: 'detached' })
    expect((await iam.getAccountSummary({})).SummaryMap?.GlobalEndpointTokenVersion).toBe(2)
  })

  it('opens a page of the navigation in a tab of its own', async () => {
    await go('iam/home')
    const link = page.getByRole('link', { name: 'User groups', exact: true })
    const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click({ modifiers: ['ControlOrMeta'] })])
    await tab.getByRole('heading', { level: 1, name: /^User groups/ }).waitFor()
    expect(new URL(tab.url()).pathname).toBe('/console/iam/groups')
    await tab.close()
  })

  it('says where one is, and leads back', async () => {
    await go('iam/users/alice/credentials')
    const trail = page.getByRole('navigation', { name: 'Breadcrumbs' })
    await trail.getByText('alice').first().waitFor()
    await trail.getByRole('link', { name: 'Users', exact: true }).click()
    await page.waitForURL('**/console/iam/users')
  })

  it('makes a group by keyboard alone', async () => {
    await go('iam/groups/create')
    await page.getByLabel('User group name').waitFor()
    await tabTo('User group name')
    await page.keyboard.type('by-keyboard')
    await tabTo('Search Add users to the group - Optional')
    // Enter in a search of the form does not send the form.
    await page.keyboard.press('Enter')
    await tabTo('Create user group')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'by-keyboard' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await tabTo('Delete')
    await page.keyboard.press('Enter')
    await dialog().waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await page.keyboard.type('by-keyboard')
    await page.keyboard.press('Enter')
    const done = page.getByText('Deleted: by-keyboard.').first()
    await done.waitFor()
    // What was said on the way to this page is of this page, and goes with it.
    await page.waitForTimeout(3_100)
    expect(await done.isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Roles', exact: true }).click()
    await done.waitFor({ state: 'detached' })
  })

  /** Tab by tab, as somebody without a mouse, until the wanted control has the focus. */
  async function tabTo(name: string | RegExp): Promise<void> {
    for (let press = 0; press < 80; press++) {
      await page.keyboard.press('Tab')
      const label = await page.evaluate(() => {
        const element = document.activeElement
        const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((one) => one.textContent) : []
        return [element?.getAttribute('aria-label'), ...labels, element?.textContent].join(' ').trim()
      })
      if (typeof name === 'string' ? label === name || label.startsWith(name) : name.test(label)) return
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }

  it('asks before a form that was begun is left', async () => {
    await go('iam/groups/create')
    await page.getByLabel('User group name').fill('half-done')
    await page.getByRole('link', { name: 'Roles', exact: true }).click()
    await page.getByText('Are you sure that you want to leave?').waitFor()
    await button('Stay').click()
    expect(await page.getByLabel('User group name').inputValue()).toBe('half-done')
    await page.getByRole('link', { name: 'Roles', exact: true }).click()
    await button('Leave').click()
    await page.getByRole('heading', { name: /^Roles/ }).waitFor()
  })

  it('keeps certificates and Git credentials, whose password is shown once', async () => {
    await go('iam/users/alice/credentials')
    await button('Upload certificate').click()
    await page.getByLabel('Text of the file').fill(certificate())
    await button('Upload').click()
    await page
      .getByRole('row', { name: /Active/ })
      .first()
      .waitFor()
    expect((await iam.listSigningCertificates({ UserName: 'alice' })).Certificates).toHaveLength(1)

    await button('Generate credentials').first().click()
    await inDialog('Generate credentials').click()
    await page.getByText('This is the only time that you can view the password').waitFor()
    await button('Done').click()
    const { ServiceSpecificCredentials = [] } = await iam.listServiceSpecificCredentials({ UserName: 'alice' })
    expect(ServiceSpecificCredentials).toHaveLength(1)
    const [{ ServiceUserName = '' } = {}] = ServiceSpecificCredentials
    await page.getByText(ServiceUserName).first().waitFor()
  })

  it('shows the calls of a click as CLI, boto3 and SDK code', async () => {
    await go('iam/users')
    await button('Open the API calls').click()
    await page.getByRole('link', { name: 'alice' }).click()
    await page.getByText('Show read-only calls').click()
    await button('iam:GetUser').first().click()
    await page
      .getByText(/aws iam get-user \\\s+--user-name alice/)
      .first()
      .waitFor()
    await button('boto3').click()
    await page
      .getByText(/get_user\(\s*UserName=['"]alice['"]/)
      .first()
      .waitFor()
  })

  it('wears the clothes of 2022 when asked to', async () => {
    await go('iam/home')
    await button('Appearance').click()
    await page.getByRole('menuitem', { name: '2022 console' }).click()
    await page.getByText('Security recommendations').waitFor({ state: 'detached' })
    await page.getByText('Security Status', { exact: true }).waitFor()
    await go('iam/security-credentials')
    await button('Create New Access Key').click()
    await button('Show Access Key').click()
    const [file] = await Promise.all([page.waitForEvent('download'), button('Download Key File').click()])
    expect(file.suggestedFilename()).toBe('rootkey.csv')
    expect(readFileSync(await file.path(), 'utf8')).toMatch(/^AWSAccessKeyId=AKIA[A-Z2-7]{16}\r\nAWSSecretKey=\S{40}\r\n$/)
    await inDialog('Close').last().click()
  })

  it('keeps two identities in two tabs', async () => {
    const second = await page.context().newPage()
    const seesAlice = () => consolePage(() => second).isIdentity('alice')
    await iam.createLoginProfile({ UserName: 'alice', Password: ROOT_PASSWORD })
    await signInPage(() => second).asUser(accountId, 'alice', ROOT_PASSWORD)
    await seesAlice()
    await page.reload()
    await isIdentity('Example')
    await second.reload()
    await seesAlice()
    await second.close()
  })

  // The last one: the jump ends the credentials that the others call with.
  it('follows the account’s clock when another client moves it, and is refused nothing for it', async () => {
    await go('iam/users/alice')
    await page.getByRole('heading', { name: 'alice' }).waitFor()
    const forward = (by: string) =>
      fetch(`${app.url}/api/lab/accounts/${accountId}/clock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.operatorToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ forward: by }),
      })
    await forward('11m')
    await page.getByText('(11 min ahead)').waitFor()
    // What was asked for after the first jump is answered.
    await page.waitForTimeout(500)
    const refused: string[] = []
    let renewed = 0
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url())
      if (response.url().endsWith('/api/signin/credentials')) renewed++
    })
    const [answer] = await Promise.all([page.waitForResponse((one) => one.url() === `${app.url}/`), forward('3h')])
    await page.getByText('(3 h ahead)').waitFor()
    expect(answer.status()).toBe(200)
    await page.getByRole('link', { name: 'Users', exact: true }).first().click()
    await page.getByRole('link', { name: 'made-by-a-program' }).waitFor()
    expect({ refused, renewed }).toEqual({ refused: [], renewed: 1 })
  })
})

/** Of a key that was thrown away. */
const certificate = () => readFileSync(new URL('../fixtures/certificate.pem', import.meta.url), 'utf8')
