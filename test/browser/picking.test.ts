import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { allow, policy } from '../support/policies.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'
import { picker } from './pages/picker.js'

const AWS = 'arn:aws:iam::aws:policy'

let page: Page
let iam: IAM
let complaints: string[]

const { button, dialog, go, inDialog } = consolePage(() => page)
const pickerOf = (title: string) => picker(() => page, title)

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1440, height: 1000 } })
  ;({ page, iam, complaints } = opened)
  for (let number = 1; number <= 12; number++) await iam.createUser({ UserName: `user-${number}` })
  await iam.createPolicy({ PolicyName: 'bucket-readers', PolicyDocument: policy(allow('s3:GetObject')) })
  return opened.close
})

describe('a user group is created', () => {
  const users = pickerOf('Add users to the group - Optional')
  const policies = pickerOf('Attach permissions policies - Optional')

  it('with users and policies, each found by its own search', async () => {
    await go('iam/groups/create')
    await page.getByLabel('User group name').fill('Readers')
    await users.pick('user-3')
    await users.search('user-12')
    await users.tick('user-12')
    await users.search('')
    await page.getByText('2 selected').waitFor()
    await policies.pick('AmazonS3ReadOnlyAccess')
    await policies.pick('AmazonEC2ReadOnlyAccess')
    await page.getByText('2 selected').nth(1).waitFor()
    await policies.search('readonlyaccess')
    await page
      .getByText(/^\d{3} matches$/)
      .first()
      .waitFor()
  })

  it('filters the policies by type, and keeps those that were chosen', async () => {
    await policies.search('')
    await page.getByRole('button', { name: /Filter by Type/ }).click()
    await page.getByRole('option', { name: 'Customer managed' }).click()
    await page.getByText('1 match', { exact: true }).first().waitFor()
    await policies.tick('bucket-readers')
    await page.getByText('3 selected').first().waitFor()
  })

  it('shows a policy’s document in its row', async () => {
    await policies.open('bucket-readers')
    const json = policies.table().getByRole('textbox', { name: 'JSON of bucket-readers' })
    await json.waitFor()
    expect(JSON.parse(await json.inputValue()).Statement[0].Action).toBe('s3:GetObject')
    expect(await json.isEditable()).toBe(false)
    await screenshots(page, 'create-group')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('and has all of them', async () => {
    await button(/^Create (user )?group$/)
      .last()
      .click()
    await page.getByText('User group Readers created.').first().waitFor()
    const members = await iam.getGroup({ GroupName: 'Readers' })
    expect(members.Users?.map(({ UserName }) => UserName).sort()).toEqual(['user-12', 'user-3'])
    const attached = await iam.listAttachedGroupPolicies({ GroupName: 'Readers' })
    expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      'AmazonEC2ReadOnlyAccess',
      'AmazonS3ReadOnlyAccess',
      'bucket-readers',
    ])
  })
})

describe('a user group', () => {
  it('gets more users on a page of its own', async () => {
    await button('Add users').click()
    await page.getByRole('heading', { name: 'Add users to Readers' }).waitFor()
    const others = pickerOf('Other users in this account')
    await others.box('user-1').waitFor()
    expect(await others.box('user-3').count()).toBe(0)
    await others.tick('user-1')
    await button('Add users').click()
    await page.getByText('Users added to Readers.').first().waitFor()
    await page.getByRole('link', { name: 'user-1', exact: true }).waitFor()
  })

  it('gets more policies, and shows the JSON of what it has', async () => {
    await go('iam/groups/Readers/permissions')
    await button('Add permissions').click()
    await page.getByRole('menuitem', { name: 'Attach policies' }).click()
    await page.getByRole('heading', { name: 'Attach permission policies to Readers' }).waitFor()
    await pickerOf('Other permissions policies').pick('IAMReadOnlyAccess')
    await screenshots(page, 'attach-policies')
    await button('Attach policies').click()
    await page.getByText('Policies attached to Readers.').first().waitFor()
    const policies = pickerOf('Permissions policies')
    await policies.open('IAMReadOnlyAccess')
    expect(await policies.table().getByLabel('JSON of IAMReadOnlyAccess').inputValue()).toContain('"iam:Get*"')
  })

  it('gets another name, and keeps its path and members', async () => {
    await iam.updateGroup({ GroupName: 'Readers', NewPath: '/staff/' })
    await go('iam/groups/Readers')
    await page.getByRole('heading', { name: 'Summary' }).waitFor()
    await button('Edit').click()
    await dialog().getByText('update them to the new name yourself').waitFor()
    await dialog().getByLabel('User group name').fill('BucketReaders')
    await inDialog('Save changes').click()
    await page.getByRole('heading', { name: 'BucketReaders', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'user-1', exact: true }).waitFor()
    await screenshots(page, 'group')
    expect((await iam.getGroup({ GroupName: 'BucketReaders' })).Group?.Path).toBe('/staff/')
  })
})

describe('a user', () => {
  beforeAll(async () => {
    await iam.putUserPolicy({ UserName: 'user-1', PolicyName: 'inline', PolicyDocument: policy(allow('s3:ListBucket')) })
    await iam.putUserPermissionsBoundary({ UserName: 'user-1', PermissionsBoundary: `${AWS}/PowerUserAccess` })
  })

  it('is for a person only if it must be an IAM user', async () => {
    await go('iam/users/create')
    await page.getByLabel('User name', { exact: true }).fill('copy')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await page.getByText('Are you providing console access to a person?').waitFor()
    await page.getByText('IAM Identity Center isn’t part of IAM Dojo.', { exact: false }).waitFor()
    await button('Next').click()
    await page.getByText('Choose “I want to create an IAM user” to go on.').first().waitFor()
    await screenshots(page, 'create-user')
    await page.getByText('I want to create an IAM user').first().click()
    await button('Next').click()
  })

  it('is not created without a boundary that was asked for', async () => {
    await button('Set permissions boundary - optional').click()
    await page.getByText('Use a permissions boundary to control the maximum user permissions').click()
    await button('Next').click()
    await page
      .getByText('Choose the policy that is the permissions boundary, or create the user without one.')
      .first()
      .waitFor()
    await page.getByText('Create user without a permissions boundary').click()
  })

  it('gets all permissions of another by “Copy permissions”', async () => {
    await page.getByText('Copy permissions', { exact: true }).click()
    await page.getByRole('radio', { name: 'Select user-1', exact: true }).check({ force: true })
    await screenshots(page, 'set-permissions')
    expect(await seriousFindings(page)).toEqual([])
    await button('Next').click()
    await page.getByText('Copied from user-1').waitFor()
    await button('Create user').click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    const { User } = await iam.getUser({ UserName: 'copy' })
    expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(`${AWS}/PowerUserAccess`)
    expect((await iam.listGroupsForUser({ UserName: 'copy' })).Groups?.map(({ GroupName }) => GroupName)).toEqual([
      'BucketReaders',
    ])
    expect((await iam.listUserPolicies({ UserName: 'copy' })).PolicyNames).toEqual(['inline'])
    await button('Return to users list').click()
    await dialog().getByText('Continue without viewing or downloading console password?').waitFor()
    await inDialog('Continue').click()
    await page.getByRole('link', { name: 'copy', exact: true }).waitFor()
  })

  it('gets more permissions later, reviewed before they are added', async () => {
    await go('iam/users/user-2')
    await button('Add permissions').click()
    await page.getByRole('menuitem', { name: 'Add permissions' }).click()
    await button('Next').click()
    await page.getByText('Choose at least one group, user, or policy.').first().waitFor()
    await page.getByText('Attach policies directly').click()
    await pickerOf('Permissions policies').pick('ReadOnlyAccess')
    await button('Next').click()
    await button('Add permissions').click()
    await page.getByText('Permissions added to user-2.').first().waitFor()
    const { AttachedPolicies } = await iam.listAttachedUserPolicies({ UserName: 'user-2' })
    expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([`${AWS}/ReadOnlyAccess`])
  })

  it('opens an inline policy in its row, and from there its editor', async () => {
    await go('iam/users/user-1')
    const policies = pickerOf('Permissions policies')
    await policies.open('inline')
    await policies.table().getByLabel('JSON of inline').waitFor()
    await screenshots(page, 'user-permissions')
    await button('Edit').click()
    await dialog().getByText('Inline policy inline').waitFor()
    await page.keyboard.press('Escape')
  })

  it('is added to groups, and gets a boundary', async () => {
    await go('iam/users/user-2/groups')
    await button('Add user to groups').click()
    await pickerOf('Other groups').tick('BucketReaders')
    await button('Add user to groups').click()
    await page.getByText('User user-2 added to: BucketReaders.').first().waitFor()
    await go('iam/users/user-2')
    await button('Set boundary').click()
    await page.getByRole('heading', { name: 'Set permissions boundary' }).waitFor()
    const policies = pickerOf('Permissions policies')
    await policies.search('PowerUserAccess')
    await policies.table().getByRole('radio', { name: 'Select PowerUserAccess', exact: true }).check({ force: true })
    await button('Set boundary').click()
    await page.getByText('Permissions boundary of user-2 set.').first().waitFor()
    const { User } = await iam.getUser({ UserName: 'user-2' })
    expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(`${AWS}/PowerUserAccess`)
  })

  it('is deleted by their name', async () => {
    await go('iam/users/copy')
    await button('Delete').click()
    await dialog().getByLabel('To confirm deletion, enter the user name in the text input field.').fill('copy')
    await inDialog('Delete user').click()
    await page.getByText('User copy deleted.').first().waitFor()
  })
})

it('complains about nothing', () => {
  expect(complaints).toEqual([])
})
