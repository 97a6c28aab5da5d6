import { readFileSync } from 'node:fs'
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2'
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

const TRUST_EC2 = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }

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

/** All of the Region, as another client sees them. */
async function instances(): Promise<Instance[]> {
  const { Reservations = [] } = await ec2In('us-east-1').send(new DescribeInstancesCommand({}))
  return Reservations.flatMap(({ Instances = [] }) => Instances)
}

/** Chooses in a select that is named so. */
async function choose(label: string | RegExp, option: string | RegExp, nth = 0): Promise<void> {
  await page.getByLabel(label).nth(nth).click()
  await page.getByRole('option', { name: option }).first().click()
}

const state = async (name: string) => {
  await row(/web server/)
    .getByText(name, { exact: true })
    .waitFor({ timeout: 60_000 })
}

const select = () => page.getByRole('checkbox', { name: 'Select web server' }).check({ force: true })

describe('instances', () => {
  it('are launched on one page, with a key pair that is made in place', async () => {
    await iam.createRole({ RoleName: 'Web', AssumeRolePolicyDocument: policy(TRUST_EC2) })
    await iam.createInstanceProfile({ InstanceProfileName: 'Web' })
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Web', RoleName: 'Web' })
    await go('ec2/instances')
    await page.getByText('You don’t have any instances in US East (N. Virginia).').waitFor()
    await button('Launch instances').first().click()
    await page.getByLabel('Name', { exact: true }).fill('web server')
    await page.getByText('al2023-ami-').first().waitFor()
    await button('Launch instance').click()
    await page.getByText('Choose a key pair, or proceed without one.').waitFor()
    await choose(/^Key pair name - required/, 'Proceed without a key pair (Not recommended)')
    await page.getByText('Without a key pair, nobody can connect').waitFor()
    await button('Create new key pair').click()
    await dialog().getByLabel('Key pair name').fill('server')
    await screenshots(page, 'launch-key-pair')
    const { name } = await downloaded(() => inDialog('Create key pair').click())
    expect(name).toBe('server.pem')
    await dialog().waitFor({ state: 'detached' })
    await page.getByText('1x 8 GiB gp3', { exact: true }).waitFor()
    await choose('Source type', /^My IP/)
    await expect.poll(() => page.getByLabel('Source', { exact: true }).inputValue()).toBe('127.0.0.1/32')
    await choose('Source type', /^Anywhere/)
    await choose(/^IAM instance profile/, /^Web/)
    await choose(/^Metadata version/, 'V1 and V2 (token optional)')
    await page.getByLabel(/^User data/).fill('#!/bin/sh\necho grüezi')
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'launch')
    await button('Launch instance').click()
    await page.getByText('Successfully initiated launch of instance (i-').waitFor()
    await screenshots(page, 'launched')
    const [made] = await instances()
    expect(made).toMatchObject({ KeyName: 'server', InstanceType: 't3.micro', MetadataOptions: { HttpTokens: 'optional' } })
    expect(made?.SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual(['launch-wizard-1'])
    expect(made?.IamInstanceProfile?.Arn).toMatch(/instance-profile\/Web$/)
  })

  it('show each state without a reload, and are stopped and started by keyboard', async () => {
    await button('View all instances').click()
    await state('Running')
    await screenshots(page, 'instances')
    await select()
    const first = (await instances())[0]?.PublicIpAddress
    await button('Instance state').first().focus()
    await page.keyboard.press('Enter')
    await item('Stop instance').waitFor()
    await page.keyboard.press('Enter')
    await inDialog('Stop').waitFor()
    await screenshots(page, 'instance-stop')
    await inDialog('Stop').click()
    await page.getByText('Successfully initiated stopping of i-').first().waitFor()
    await state('Stopped')
    await button('Instance state').first().click()
    await item('Start instance').click()
    await page.getByText('Successfully initiated starting of i-').first().waitFor()
    await state('Running')
    expect((await instances())[0]?.PublicIpAddress).not.toBe(first)
  })

  it('have a page with all about them, and the command that connects', async () => {
    const id = (await instances())[0]?.InstanceId ?? ''
    await page.getByRole('link', { name: id }).click()
    await page.getByRole('heading', { name: `Instance summary for ${id} (web server)` }).waitFor()
    await screenshots(page, 'instance')
    for (const tab of ['Status', 'Security', 'Networking', 'Tags']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.waitForURL(`**/${id}/${tab.toLowerCase()}?region=us-east-1`)
      expect(await seriousFindings(page)).toEqual([])
    }
    await button('Connect').click()
    await page.getByText(`ssh -i "server.pem" -p ${opened.app.sshPort} ec2-user+${id}@127.0.0.1`).waitFor()
    await page.getByText('chmod 400 "server.pem"').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'connect')
  })

  it('have no such command where the server takes no SSH connections', async () => {
    const id = (await instances())[0]?.InstanceId ?? ''
    await page.route('**/api/lab/ssh', (route) => route.fulfill({ json: { port: null, address: '127.0.0.1' } }))
    await page.reload()
    await page.getByText('This server doesn’t accept SSH connections.').waitFor()
    await page.getByText('chmod 400 "server.pem"').waitFor()
    expect(await page.getByText(`ec2-user+${id}@`).count()).toBe(0)
    await page.unroute('**/api/lab/ssh')
  })

  it('lose their role, and require tokens', async () => {
    const id = (await instances())[0]?.InstanceId ?? ''
    await go(`ec2/instances/${id}/modify-iam-role`)
    await choose(/^IAM role/, 'No IAM Role')
    await page.getByPlaceholder('Detach').fill('Detach')
    await screenshots(page, 'modify-role')
    await button('Update IAM role').click()
    await page.getByText('Successfully updated the IAM role of i-').first().waitFor()
    await button('Actions').click()
    await item('Instance settings').click()
    await item('Modify instance metadata options').click()
    await dialog().getByText('Required: every request needs a token').click()
    await screenshots(page, 'metadata-options')
    await inDialog('Save').click()
    await page.getByText('Successfully modified the metadata options of i-').first().waitFor()
    const [changed] = await instances()
    expect(changed?.MetadataOptions).toMatchObject({ HttpTokens: 'required' })
    expect(changed?.IamInstanceProfile).toBeUndefined()
    await go(`ec2/instances/${id}/system-log`)
    await page
      .getByText(/login:|Linux|BEGIN SSH HOST KEY/)
      .first()
      .waitFor()
    await screenshots(page, 'system-log')
  })

  it('are reached by what their security group lets in', async () => {
    await go('ec2/security-groups')
    await page.getByRole('link', { name: (await instances())[0]?.SecurityGroups?.[0]?.GroupId ?? '' }).click()
    await row(/TCP 22 0\.0\.0\.0\/0/).waitFor()
    await button('Add rule').click()
    await dialog().getByLabel('Source', { exact: true }).fill('203.0.113.0/33')
    await inDialog('Add rule').click()
    await dialog()
      .getByText(/CIDR block/)
      .first()
      .waitFor()
    await dialog().getByLabel('Source', { exact: true }).fill('203.0.113.0/24')
    await screenshots(page, 'security-group-rule')
    await inDialog('Add rule').click()
    await row(/TCP 22 203\.0\.113\.0\/24/).waitFor()
    await row(/TCP 22 0\.0\.0\.0\/0/)
      .getByRole('radio')
      .check({ force: true })
    await button('Delete').click()
    await inDialog('Delete').click()
    await expect.poll(() => row(/TCP 22 0\.0\.0\.0\/0/).count()).toBe(0)
    await screenshots(page, 'security-group')
  })

  it('get a security group of their own, which is deleted as long as nothing uses it', async () => {
    await go('ec2/security-groups')
    await button('Create security group').click()
    await page.getByLabel('Security group name', { exact: true }).fill('web')
    await page.getByLabel('Description', { exact: true }).fill('Lets this machine in')
    await button('Add rule').click()
    await button('Add rule').click()
    await button('Remove inbound rule 1').click()
    await choose('Source type', /^My IP/)
    await button('Add rule').click()
    await choose(/^Type/, 'HTTPS', 1)
    await page.getByLabel('Source', { exact: true }).nth(1).fill('203.0.113.0/33')
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'security-group-create')
    await button('Create security group').click()
    await page
      .getByText(/CIDR block/)
      .first()
      .waitFor()
    // The group is there, and its rules are not: these alone are tried again.
    await page.getByText(/it has no rules yet/).waitFor()
    await page.getByLabel('Source', { exact: true }).nth(1).fill('203.0.113.0/24')
    await button('Create security group').click()
    await page.getByText('Successfully created security group web.').first().waitFor()
    await row(/ web /).waitFor()
    const { SecurityGroups: [made] = [] } = await ec2In('us-east-1').send(
      new DescribeSecurityGroupsCommand({ GroupNames: ['web'] }),
    )
    expect(made?.IpPermissions?.map(({ FromPort, IpRanges }) => [FromPort, IpRanges?.[0]?.CidrIp])).toEqual(
      expect.arrayContaining([
        [22, '127.0.0.1/32'],
        [443, '203.0.113.0/24'],
      ]),
    )
    await page.getByRole('checkbox', { name: 'Select launch-wizard-1' }).check({ force: true })
    await button('Actions').click()
    await item('Delete security groups').click()
    await dialog().getByRole('textbox').fill('delete')
    await inDialog('Delete').click()
    await dialog()
      .getByText(/has a dependent object/)
      .waitFor()
    await screenshots(page, 'security-group-in-use')
    await inDialog('Cancel').click()
    await page.getByRole('link', { name: made?.GroupId ?? '' }).click()
    await button('Delete security group').click()
    await dialog().getByRole('textbox').fill('delete')
    await inDialog('Delete').click()
    await page.getByText('Successfully deleted 1 security group.').first().waitFor()
    await row(/default VPC security group/).waitFor()
    await expect.poll(() => row(/ web /).count()).toBe(0)
  })

  it('are terminated once that is confirmed', async () => {
    await go('ec2/instances')
    await select()
    await button('Instance state').first().click()
    await item('Terminate (delete) instance').click()
    await screenshots(page, 'instance-terminate')
    await inDialog('Terminate (delete)').click()
    await page.getByText('Successfully initiated termination (deletion) of i-').first().waitFor()
    await state('Terminated')
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
