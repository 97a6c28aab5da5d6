import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { screenshot, screenshots } from '../support/browser.js'
import { allow, deny, policy } from '../support/policies.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'
import { picker } from './pages/picker.js'

let page: Page
let iam: IAM
let complaints: string[]
let accountId: string

const { button, dialog, go, inDialog } = consolePage(() => page)
const policyTable = picker(() => page, 'Permissions policies')
const boundaryTable = picker(() => page, 'Boundary policies')
const entityTable = picker(() => page, 'IAM entities')
const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
const row = (name: string | RegExp) => page.getByRole('row', { name })
const heading = (name: string | RegExp) => page.getByRole('heading', { name })

/** Chooses in a select that is named so; of a long list only what matches what is typed is drawn. */
async function choose(label: string, option: string | RegExp, typed = ''): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  if (typed !== '') await page.keyboard.type(typed)
  await page.getByRole('option', { name: option }).first().click()
}

beforeAll(async () => {
  const opened = await openConsole()
  ;({ page, iam, complaints } = opened)
  accountId = opened.account.accountId
  await iam.createUser({ UserName: 'alice' })
  await iam.createGroup({ GroupName: 'Developers' })
  await iam.addUserToGroup({ GroupName: 'Developers', UserName: 'alice' })
  return opened.close
})

describe('the policy editor', () => {
  it('shows the service of JSON that was pasted, and remembers the view', async () => {
    await go('iam/policies/create')
    await button('JSON').click()
    await page.getByRole('textbox', { name: 'JSON' }).fill(policy(allow('ec2:DescribeInstances')))
    await button('Visual').click()
    await page.getByText('Amazon EC2 (ec2)').waitFor()
    await button('Side by side').click()
    await page.getByRole('textbox', { name: 'JSON' }).fill(policy(allow('s3:GetObject')))
    await page.getByText('Amazon S3 (s3)').waitFor()
    await screenshots(page, 'policy-editor')
    await page.reload()
    await page.getByRole('textbox', { name: 'JSON' }).waitFor()
  })

  it('shows both views side by side beside the lessons, in the place of the navigation', async () => {
    const size = page.viewportSize()
    const lessons = page.getByRole('heading', { name: 'Lessons', exact: true })
    const navigation = page.getByRole('link', { name: 'Identity providers', exact: true })
    await page.setViewportSize({ width: 1440, height: 900 })
    await lessons.waitFor()
    await page.getByRole('textbox', { name: 'JSON' }).fill(policy(allow('s3:GetObject')))
    // Until the panel has its width, and the page the rest.
    await expect
      .poll(async () => {
        const left = await page.getByRole('textbox', { name: 'JSON' }).boundingBox()
        const right = await heading('Statement 1').boundingBox()
        return (right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)
      })
      .toBeGreaterThan(0)
    await navigation.waitFor({ state: 'hidden' })
    await screenshot(page, 'policy-editor-lessons')
    await button('Close the lessons').click()
    await navigation.waitFor()
    await button('Open the lessons').click()
    await lessons.waitFor()
    await navigation.waitFor({ state: 'hidden' })
    await button('Visual').click()
    await navigation.waitFor()
    if (size) await page.setViewportSize(size)
  })

  it('takes an action that is typed, and imports the statements of a policy', async () => {
    await choose('Service', /Amazon EC2 \(ec2\)/, 'ec2')
    await page.getByRole('button', { name: /^Actions Choose actions/ }).click()
    await page.getByPlaceholder('Find an action, or type one').fill('DeleteTags')
    await page.getByRole('option', { name: /ec2:DeleteTags/ }).click()
    await page.keyboard.press('Escape')
    await button('Actions').click()
    await item('Import policy').click()
    await policyTable.pick('IAMReadOnlyAccess')
    await inDialog('Import policy').click()
    await heading('Statement 2').waitFor()
    await page.getByText('AWS Identity and Access Management (IAM) (iam)').waitFor()
    await screenshots(page, 'policy-imported')
  })

  it('reviews details, permissions, and tags', async () => {
    await button('Next').click()
    await page.getByLabel('Policy name', { exact: true }).fill('Imported')
    await page.getByLabel('Search Summary').fill('EC2')
    await row(/Amazon EC2/).waitFor()
    expect(await row(/Identity and Access/).count()).toBe(0)
    await heading('Add tags - optional').waitFor()
    await button('Add new tag').click()
    await page.getByRole('combobox', { name: 'Key' }).fill('team')
    await screenshots(page, 'policy-review')
    await button('Create policy').click()
    await heading('Imported').waitFor()
    const PolicyArn = `arn:aws:iam::${accountId}:policy/Imported`
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([{ Key: 'team', Value: '' }])
  })
})

describe('the list of policies', () => {
  it('attaches a policy, which its page detaches', async () => {
    await go('iam/policies')
    await page.getByLabel('Search Policies').fill('IAMReadOnlyAccess')
    await page.getByRole('radio', { name: 'Select IAMReadOnlyAccess' }).check({ force: true })
    await button('Actions').click()
    await item('Attach').click()
    await entityTable.tick('Developers')
    await screenshots(page, 'policy-attach')
    await inDialog('Attach policy').click()
    await page.getByText('Policy IAMReadOnlyAccess attached.').first().waitFor()
    await go(`iam/policies/${encodeURIComponent('arn:aws:iam::aws:policy/IAMReadOnlyAccess')}/entities`)
    await row(/Developers User groups Permissions policy/).waitFor()
    await page.getByRole('checkbox', { name: 'Select Developers' }).check({ force: true })
    await button('Detach').click()
    await inDialog('Detach policy').click()
    await page.getByText('This policy isn’t attached to anything.').waitFor()
    await screenshots(page, 'policy-entities')
  })
})

describe('the role wizard', () => {
  it('has AWS’s types in AWS’s order, and says what is missing', async () => {
    await go('iam/roles/create')
    await page.getByRole('radio', { name: /^AWS service/ }).waitFor()
    const types = await page.getByRole('radio').evaluateAll((radios) => radios.map((one) => one.getAttribute('value')))
    expect(types).toEqual(['service', 'account', 'web-identity', 'saml', 'custom'])
    await button('Next').click()
    const told = page.getByText('Choose a service or use case.', { exact: true }).filter({ visible: true })
    await told.first().waitFor()
    expect(await told.count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    await page.getByText('SAML 2.0 federation', { exact: true }).first().click()
    await page.getByText('No SAML provider is registered yet.').first().waitFor()
    await screenshots(page, 'role-saml')
  })

  it('makes an instance profile for EC2, and after a refusal only what is left', async () => {
    await iam.createInstanceProfile({ InstanceProfileName: 'WebServer' })
    await page.getByText('AWS service', { exact: true }).click()
    await choose('Service or use case', 'EC2')
    await screenshots(page, 'role-service')
    await button('Next').click()
    await policyTable.pick('AmazonS3ReadOnlyAccess')
    await button('Set permissions boundary - optional').click()
    await page.getByText('Use a permissions boundary to control the maximum role permissions').click()
    await button('Next').click()
    await page
      .getByText('Choose the policy that is the permissions boundary, or create the role without one.')
      .first()
      .waitFor()
    await boundaryTable.search('PowerUserAccess')
    await page.getByRole('radio', { name: 'Select PowerUserAccess' }).check({ force: true })
    await screenshots(page, 'role-permissions')
    await button('Next').click()
    await page.getByLabel('Role name', { exact: true }).fill('WebServer')
    await row(/PowerUserAccess .*Permissions boundary/).waitFor()
    await screenshots(page, 'role-review')
    await button('Create role').click()
    await page.getByText('Instance Profile WebServer already exists.').waitFor()
    await page.getByText('CreateInstanceProfile', { exact: true }).waitFor()
    await iam.deleteInstanceProfile({ InstanceProfileName: 'WebServer' })
    await button('Create role').click()
    await heading('WebServer').waitFor()
    await page.getByText(`arn:aws:iam::${accountId}:instance-profile/WebServer`).waitFor()
    await page.getByText('Allows EC2 instances to call AWS services on your behalf.').waitFor()
    await screenshots(page, 'role-page')
    const { AttachedPolicies: attached } = await iam.listAttachedRolePolicies({ RoleName: 'WebServer' })
    expect(attached?.map(({ PolicyName }) => PolicyName)).toEqual(['AmazonS3ReadOnlyAccess'])
  })

  it('takes the instance profile away with the role', async () => {
    await button('Delete').click()
    await dialog().getByLabel('To confirm deletion, enter the role name in the text input field.').fill('WebServer')
    await screenshots(page, 'role-delete')
    await inDialog('Delete role').click()
    await heading(/^Roles/).waitFor()
    expect((await iam.listInstanceProfiles({})).InstanceProfiles).toEqual([])
  })
})

describe('the policy simulator', () => {
  const resultOf = (action: string) => page.getByRole('table', { name: 'Results' }).getByRole('row', { name: action })

  it('tells what a principal may do, and shows the statement that decides', async () => {
    await iam.attachGroupPolicy({ GroupName: 'Developers', PolicyArn: 'arn:aws:iam::aws:policy/AmazonEC2FullAccess' })
    const PolicyDocument = policy(allow('s3:*'), deny('ec2:DeleteTags', '*', { Condition: { Bool: { 'aws:Night': 'true' } } }))
    await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'NotAtNight', PolicyDocument })
    await go('iam/simulator')
    await choose('Entity name', 'alice')
    await page.getByText('Managed policy of group Developers').waitFor()
    await choose('Select service', /Amazon EC2 \(ec2\)/, 'ec2')
    await page.getByRole('button', { name: /^Select actions/ }).click()
    await page.getByPlaceholder('Find an action, or type one').fill('DeleteTags')
    await page.getByRole('option', { name: /ec2:DeleteTags/ }).click()
    await page.getByPlaceholder('Find an action, or type one').fill('sqs:SendMessage')
    await page.getByText('as typed').click()
    await page.keyboard.press('Escape')
    await page.getByLabel(/^Resource of sqs:SendMessage/).fill(`arn:aws:sqs:us-east-1:${accountId}:orders`)
    await button('Run simulation').click()
    await resultOf('sqs:SendMessage').getByText('denied - Implicitly denied (no matching statements)').waitFor()
    await resultOf('ec2:DeleteTags').getByText('allowed').waitFor()
    await screenshots(page, 'simulator')
    await button('Show statement of AmazonEC2FullAccess').click()
    await dialog().locator('mark').getByText('"Action": "ec2:*"').waitFor()
    await screenshots(page, 'simulator-statement')
    await inDialog('Close').click()
  })

  it('takes the values of context keys', async () => {
    await page.getByLabel('Value of aws:Night').fill('true')
    await button('Run simulation').click()
    await resultOf('ec2:DeleteTags').getByText('denied - Explicitly denied').waitFor()
    await button('Show statement of NotAtNight').click()
    await heading('Statement 2 of NotAtNight').waitFor()
    await inDialog('Close').click()
  })

  it('leaves out a policy', async () => {
    await page.getByRole('checkbox', { name: /^NotAtNight/ }).uncheck({ force: true })
    await button('Run simulation').click()
    await resultOf('ec2:DeleteTags').getByText('allowed').waitFor()
    await page.getByRole('checkbox', { name: /^AmazonEC2FullAccess/ }).uncheck({ force: true })
    await button('Run simulation').click()
    await resultOf('ec2:DeleteTags').getByText('denied - Implicitly denied').waitFor()
  })

  it('takes a policy that nobody has', async () => {
    await button('Custom').click()
    await button('JSON').click()
    await page.getByRole('textbox', { name: 'JSON' }).fill(policy(allow('sqs:*', 'arn:aws:sqs:us-east-1:*:orders')))
    await button('Run simulation').click()
    await resultOf('sqs:SendMessage').getByText('allowed').waitFor()
    await resultOf('ec2:DeleteTags').getByText('denied').waitFor()
    await screenshots(page, 'simulator-custom')
    expect(complaints).toEqual([])
  })
})
