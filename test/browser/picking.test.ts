import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { allow, policy } from '../support/policies.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'
import { picker } from './pages/picker.js'

let page: Page
let iam: IAM
let complaints: string[]

const { button, go } = consolePage(() => page)
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

it('complains about nothing', () => {
  expect(complaints).toEqual([])
})
