import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from '../support/browser.js'
import { allow, policy } from '../support/policies.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'

let page: Page
let iam: IAM
let complaints: string[]

const { button, go } = consolePage(() => page)
const rows = () => page.getByRole('row')

beforeAll(async () => {
  const opened = await openConsole()
  ;({ page, iam, complaints } = opened)
  await iam.createPolicy({ PolicyName: 'OwnEdge', PolicyDocument: policy(allow('s3:*')) })
  await iam.createUser({ UserName: 'alice' })
  return opened.close
})

describe('the list of policies', () => {
  it('has all that AWS keeps, and the account’s own', async () => {
    await go('iam/policies')
    await page.getByRole('heading', { name: 'Policies (1595)' }).waitFor()
    await screenshot(page, 'policies-all')
  })

  it('finds a policy by a part of its name', async () => {
    await page.getByLabel('Search Policies').fill('cloudshell')
    await page.getByRole('link', { name: 'AWSCloudShellFullAccess' }).waitFor()
    expect(await rows().count()).toBe(2)
    await page.getByLabel('Search Policies').fill('')
  })

  it.each([
    ['Customer managed', 'OwnEdge', 1],
    ['AWS managed - job function', 'AdministratorAccess', 15],
  ])('shows those of the type %s', async (type, name, count) => {
    await button(/^Filter by Type/).click()
    await page.getByRole('option', { name: type, exact: true }).click()
    await page.getByRole('link', { name, exact: true }).waitFor()
    expect(await rows().count()).toBe(count + 1)
  })

  it('says that nothing matches, and shows all again, where a type and a search leave nothing', async () => {
    await button(/^Filter by Type/).click()
    await page.getByRole('option', { name: 'Customer managed', exact: true }).click()
    await page.getByLabel('Search Policies').fill('cloudshell')
    await page.getByText('No matches').waitFor()
    await button('Clear filter').click()
    await page.getByRole('link', { name: 'AccessAnalyzerServiceRolePolicy' }).waitFor()
    expect(await page.getByLabel('Search Policies').inputValue()).toBe('')
  })

  it('leads to a policy with each version that it had', async () => {
    await go(`iam/policies/${encodeURIComponent('arn:aws:iam::aws:policy/job-function/SystemAdministrator')}`)
    await page.getByRole('tab', { name: /versions/i }).click()
    await button(/v1$/).click()
    await page.getByRole('dialog').getByRole('button', { name: 'JSON', exact: true }).click()
    await page.getByRole('dialog').getByText('acm:Request*').first().waitFor()
    expect(await button('Set as default').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
