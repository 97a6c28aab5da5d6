import type { IAM } from '@aws-sdk/client-iam'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshot } from '../support/browser.js'
import { allow, policy, trust } from '../support/policies.js'
import type { TestServer } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { newContext, openConsole } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

const PASSWORD = 'lantern Orbit pickle 29'
const VIEWPORT = { width: 1600, height: 1000 }
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

let app: TestServer
let browser: Browser
let page: Page
let iam: IAM
let accountId = ''
let keyId = ''

const { button, dialog, go, inDialog } = consolePage(() => page)
const wizard = mfaWizard(() => page)

beforeAll(async () => {
  const opened = await openConsole({ viewport: VIEWPORT })
  ;({ app, browser, page, iam } = opened)
  ;({ accountId } = opened.account)
  await iam.createGroup({ GroupName: 'Developers' })
  await iam.attachGroupPolicy({ GroupName: 'Developers', PolicyArn: READ_ONLY })
  await iam.createGroup({ GroupName: 'Empty' })
  for (const UserName of ['alice', 'bob', 'carol', 'dora']) await iam.createUser({ UserName })
  await iam.createLoginProfile({ UserName: 'alice', Password: PASSWORD })
  await iam.addUserToGroup({ GroupName: 'Developers', UserName: 'alice' })
  keyId = (await iam.createAccessKey({ UserName: 'alice' })).AccessKey?.AccessKeyId ?? ''
  await iam.createAccessKey({ UserName: 'carol' })
  for (const PolicyName of ['one', 'two'])
    await iam.putUserPolicy({ UserName: 'alice', PolicyName, PolicyDocument: policy(allow('s3:Get*')) })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: READ_ONLY })
  for (const RoleName of ['Auditor', 'Reader', 'Writer'])
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:root`) })
  return opened.close
})

const tick = (name: string) =>
  page
    .getByRole('checkbox', { name: `Select ${name}`, exact: true })
    .first()
    .check({ force: true })
const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const closed = () => dialog().waitFor({ state: 'detached' })
/** What has the keyboard's focus, in words. */
const focus = () =>
  page.evaluate(() => {
    const { activeElement: active } = document
    return active === document.body ? 'nowhere' : (active?.getAttribute('aria-label') ?? active?.textContent ?? '')
  })

describe('the list of users', () => {
  it('has AWS’s columns, filled row by row', async () => {
    await go('iam/users')
    await rowOf('alice').getByText(`${keyId} (Active)`).waitFor()
    const heads = await page.getByRole('columnheader').allInnerTexts()
    expect(heads.map((head) => head.trim()).filter(Boolean)).toEqual([
      'User name',
      'Path',
      'Groups',
      'Last activity',
      'MFA',
      'Password age',
      'Console last sign-in',
      'Access key ID',
      'Active key age',
      'Access key last used',
      'ARN',
      'Creation time',
      'Console access',
      'Signing certs',
    ])
    await expect
      .poll(async () => (await rowOf('alice').getByRole('cell').allInnerTexts()).map((cell) => cell.trim()))
      .toEqual(expect.arrayContaining(['1', 'Never', 'None', 'Today', 'Enabled']))
    await screenshot(page, 'users')
  })

  it('finds the user of an access key', async () => {
    await page.getByLabel('Search Users').fill(keyId)
    await page.getByText('1 match').first().waitFor()
    await rowOf('alice').waitFor()
    expect(await rowOf('bob').count()).toBe(0)
  })

  it('deletes several at once, of whom no key is active any more', async () => {
    await go('iam/users')
    for (const name of ['bob', 'carol']) await tick(name)
    await button('Delete').click()
    await dialog().getByText('Delete 2 users?').waitFor()
    await inDialog('Deactivate').click()
    await dialog()
      .getByText(/^First deactivate these access keys/)
      .waitFor({ state: 'detached' })
    await dialog()
      .getByLabel(/To confirm/)
      .fill('delete')
    await screenshot(page, 'users-delete')
    await inDialog('Delete users').click()
    await page.getByText('Users deleted: bob, carol.').first().waitFor()
    await rowOf('bob').waitFor({ state: 'detached' })
    expect(await focus()).toMatch(/^Users/)
  })

  it('says of each column what the caller may not read', async () => {
    await iam.putUserPolicy({
      UserName: 'dora',
      PolicyName: 'list',
      PolicyDocument: policy(allow('iam:ListUsers'), allow('iam:ListGroupsForUser')),
    })
    await iam.createLoginProfile({ UserName: 'dora', Password: PASSWORD })
    const context = await newContext(browser, app.url, { viewport: VIEWPORT })
    const other = await context.newPage()
    await signInPage(() => other).asUser(accountId, 'dora', PASSWORD)
    await consolePage(() => other).isIdentity('dora')
    await other.goto('/console/iam/users')
    const alice = other.getByRole('row').filter({ has: other.getByRole('link', { name: 'alice', exact: true }) })
    await alice.getByText('Access denied').first().waitFor()
    await alice.getByRole('cell', { name: '1', exact: true }).waitFor()
    await context.close()
  })
})

describe('a user’s page', () => {
  it('sums up console access and keys', async () => {
    await go('iam/users/alice')
    await page.getByText('Enabled without MFA').waitFor()
    await page.getByText(`${keyId} - Active`).waitFor()
    await page.getByText('Never used. Created today.').waitFor()
    await page.getByRole('link', { name: 'Create access key' }).waitFor()
    await screenshot(page, 'user')
  })

  it('asks before it takes policies away, and has the name of an inline one typed', async () => {
    await tick('ReadOnlyAccess')
    await button('Remove').click()
    await dialog()
      .getByText(/This detaches the following from alice/)
      .waitFor()
    await inDialog('Cancel').click()
    await closed()
    expect(await focus()).toBe('Remove')
    await button('Remove').click()
    await inDialog('Remove').click()
    await page.getByText('Permissions removed.').first().waitFor()
    expect((await iam.listAttachedUserPolicies({ UserName: 'alice' })).AttachedPolicies).toEqual([])
    await expect.poll(focus).toMatch(/^Permissions policies/)

    for (const name of ['one', 'two']) await tick(name)
    await button('Remove').click()
    expect(await inDialog('Delete').isDisabled()).toBe(true)
    await dialog()
      .getByLabel(/To confirm/)
      .fill('2 inline policies')
    await screenshot(page, 'user-remove-policies')
    await inDialog('Delete').click()
    await closed()
    expect((await iam.listUserPolicies({ UserName: 'alice' })).PolicyNames).toEqual([])
  })

  it('asks before the boundary goes', async () => {
    await iam.putUserPermissionsBoundary({ UserName: 'alice', PermissionsBoundary: READ_ONLY })
    await button('Remove boundary').click()
    await dialog().getByText('Remove permissions boundary?').waitFor()
    await inDialog('Remove boundary').click()
    await page.getByText('Permissions boundary removed.').first().waitFor()
    expect((await iam.getUser({ UserName: 'alice' })).User?.PermissionsBoundary).toBeUndefined()
    await button('Set boundary').waitFor()
    await expect.poll(focus).toMatch(/^Permissions boundary/)
  })

  it('takes the user out of a group after a question', async () => {
    await go('iam/users/alice/groups')
    await rowOf('Developers').getByText('ReadOnlyAccess').waitFor()
    await tick('Developers')
    await button('Remove').click()
    await dialog().getByText('Remove alice from Developers?').waitFor()
    await inDialog('Remove').click()
    await page.getByText('The user isn’t in any group.').waitFor()
  })

  it('keeps, resets and takes away the password, and ends the sessions', async () => {
    await go('iam/users/alice/credentials')
    await page.getByText(/^Set today/).waitFor()
    await button('Manage console access').click()
    await page.getByRole('radio', { name: 'Keep existing password' }).waitFor()
    await screenshot(page, 'user-manage-console-access')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByText('User must create new password at next sign-in').click()
    await inDialog('Apply').click()
    await page.getByText('The user must change it at next sign-in.').waitFor()
    expect((await iam.getLoginProfile({ UserName: 'alice' })).LoginProfile?.PasswordResetRequired).toBe(true)

    await button('Manage console access').click()
    await page.getByText('Autogenerated password', { exact: true }).click()
    await page.getByText('Revoke active console sessions', { exact: true }).click()
    await inDialog('Apply').click()
    await dialog().getByText('This is the only time that you can view the password.').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), inDialog('Download .csv file').click()])
    expect(file.suggestedFilename()).toBe('alice_credentials.csv')
    await screenshot(page, 'user-console-password')
    await inDialog('Close').last().click()
    await closed()
    expect(await focus()).toBe('Manage console access')
    expect((await iam.listUserPolicies({ UserName: 'alice' })).PolicyNames).toEqual(['AWSRevokeOlderSessions'])

    await button('Manage console access').click()
    await page.getByText('Disable', { exact: true }).click()
    await dialog().getByText('This deletes the password', { exact: false }).waitFor()
    await inDialog('Disable access').click()
    await page.getByText('Console access disabled.').first().waitFor()
    await button('Enable console access').waitFor()
    await page.getByText('Not enabled').waitFor()
    await expect(iam.getLoginProfile({ UserName: 'alice' })).rejects.toThrow('cannot be found')
  })

  it('gives the focus to the section where the card of a deleted key was', async () => {
    await button(`Actions for ${keyId}`).click()
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await inDialog('Deactivate').click()
    await closed()
    expect(await focus()).toBe(`Actions for ${keyId}`)
    await button(`Actions for ${keyId}`).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog()
      .getByLabel(/To confirm/)
      .fill(keyId)
    await inDialog('Delete').click()
    await page.getByText('No access keys').waitFor()
    await expect.poll(focus).toMatch(/^Access keys/)
  })

  it('sends two equal codes of a new MFA device, which AWS refuses', async () => {
    await go('iam/users/alice/mfa/assign')
    await wizard.nameDevice('twice')
    await button('Show secret key').click()
    await page.getByText('now exists, but isn’t assigned to anyone').waitFor()
    await wizard.submitCodes(['123456', '123456'])
    await page.getByText('InvalidAuthenticationCode', { exact: false }).first().waitFor()
    await go('iam/users/alice/credentials')
  })

  it('makes an API key for Bedrock, shown once', async () => {
    await button('Generate API Key').click()
    await inDialog('Generate API Key').click()
    await dialog().getByText('API key generated').waitFor()
    await inDialog('Done').click()
    await page
      .getByText(/^alice-at-/)
      .first()
      .waitFor()
  })
})

describe('groups and roles', () => {
  it('tell members, permissions and last activity in the lists', async () => {
    await go('iam/groups')
    await rowOf('Developers').getByText('Defined', { exact: true }).waitFor()
    await rowOf('Empty').getByText('Not defined').waitFor()
    await screenshot(page, 'groups')
    await go('iam/roles')
    await rowOf('Auditor').getByText('Never').waitFor()
    await screenshot(page, 'roles')
  })

  it('deletes several roles at once', async () => {
    for (const name of ['Reader', 'Writer']) await tick(name)
    await button('Delete').click()
    await dialog()
      .getByLabel(/To confirm/)
      .fill('delete')
    await inDialog('Delete roles').click()
    await page.getByText('Roles deleted: Reader, Writer.').first().waitFor()
  })

  it('revokes a role’s sessions once that is acknowledged', async () => {
    await go('iam/roles/Auditor/revoke')
    await button('Revoke active sessions').click()
    expect(await inDialog('Revoke active sessions').isDisabled()).toBe(true)
    await dialog().getByText('I acknowledge that I am revoking all active sessions for this role.').click()
    await inDialog('Revoke active sessions').click()
    await page.getByText('Active sessions revoked.').first().waitFor()
    expect((await iam.listRolePolicies({ RoleName: 'Auditor' })).PolicyNames).toEqual(['AWSRevokeOlderSessions'])
  })
})

describe('a managed policy', () => {
  it('asks before a version is deleted, made the default or the policy detached', async () => {
    const made = await iam.createPolicy({ PolicyName: 'readers', PolicyDocument: policy(allow('s3:GetObject')) })
    const arn = made.Policy?.Arn ?? ''
    for (const action of ['s3:Get*', 's3:List*'])
      await iam.createPolicyVersion({ PolicyArn: arn, PolicyDocument: policy(allow(action)) })
    await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: arn })
    const address = `iam/policies/${encodeURIComponent(arn)}`
    await go(`${address}/versions`)
    const choose = (version: string) => page.getByRole('radio', { name: `Select ${version}` }).check({ force: true })
    await choose('v2')
    await button('Delete').last().click()
    await dialog().getByText('Delete version v2?').waitFor()
    await inDialog('Delete').click()
    await page.getByText('Version v2 deleted.').first().waitFor()
    await choose('v3')
    await button('Set as default').click()
    await inDialog('Set as default').click()
    await page.getByText('v3 (Default)').waitFor()
    await button('Delete').first().click()
    const typed = dialog().getByLabel('To confirm deletion, enter the policy name in the text input field.')
    await typed.fill('readers')
    await inDialog('Delete policy').click()
    await dialog()
      .getByText(/^Detach the policy from its users, groups, and roles first/)
      .waitFor()
    await inDialog('Cancel').click()
    await go(`${address}/entities`)
    await tick('alice')
    await button('Detach').click()
    await dialog()
      .getByText(/alice \(user\)/)
      .waitFor()
    await inDialog('Detach policy').click()
    await page.getByText('This policy isn’t attached to anything.').waitFor()
    await button('Delete').first().click()
    await typed.fill('readers')
    await inDialog('Delete policy').click()
    await page.getByText('Policy readers deleted.').first().waitFor()
  })
})
