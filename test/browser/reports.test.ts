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

let app: TestServer
let page: Page
let iam: IAM
let complaints: string[]

const { button, dialog, go } = consolePage(() => page)
const wizard = mfaWizard(() => page)
const heading = (name: string) => page.getByRole('heading', { name, exact: true })
const link = (name: string) => page.getByRole('link', { name, exact: true })

async function downloaded(start: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), start()])
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, page, iam, complaints } = opened)
  await iam.createUser({ UserName: 'bob' })
  await iam.createGroup({ GroupName: 'devs' })
  await iam.createRole({ RoleName: 'reader', AssumeRolePolicyDocument: trust(`arn:aws:iam::${opened.account.accountId}:root`) })
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
  await iam.attachUserPolicy({ UserName: 'bob', PolicyArn })
  await iam.attachGroupPolicy({ GroupName: 'devs', PolicyArn })
  await iam.attachRolePolicy({ RoleName: 'reader', PolicyArn })
  return opened.close
})

describe('the tab Last accessed', () => {
  it.each(['users/bob', 'groups/devs', 'roles/reader'])(
    'of %s asks again after a change, and not after its own report',
    async (of) => {
      let reports = 0
      const count = (body: string | null) => {
        if (body?.includes('Action=GenerateServiceLastAccessedDetails')) reports++
      }
      const listen = (request: { postData(): string | null }) => count(request.postData())
      page.on('request', listen)
      await go(`iam/${of}/last-accessed`)
      await page.getByRole('row', { name: /Identity and Access Management/ }).waitFor()
      const CHANGES = 3
      for (let change = 0; change < CHANGES; change++) {
        const before = reports
        await iam.tagUser({ UserName: 'bob', Tags: [{ Key: 'change', Value: `${of} ${change}` }] })
        await expect.poll(() => reports).toBeGreaterThan(before)
      }
      page.off('request', listen)
      // At most: one when the page opens, two for what was on its way then, and one for each change.
      expect(reports).toBeLessThanOrEqual(3 + CHANGES)
    },
  )
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
  it('filters by an attribute', async () => {
    await go('cloudtrail/events')
    await link('CreateGroup').waitFor()
    await button(/^Lookup attributes/).click()
    await page.getByRole('option', { name: 'Resource name' }).click()
    await page.getByLabel('Value', { exact: true }).fill('reader')
    await link('CreateRole').waitFor()
    await expect.poll(() => link('CreateGroup').count()).toBe(0)
    await screenshots(page, 'event-history')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('has a page for each event, with its record', async () => {
    await link('CreateRole').click()
    await heading('CreateRole').waitFor()
    await page.getByText('"eventName": "CreateRole"').waitFor()
    expect(page.url()).toMatch(/\/console\/cloudtrail\/events\/[\da-f-]{36}$/)
    await button('Copy event record').waitFor()
    await screenshots(page, 'event')
    expect(await seriousFindings(page)).toEqual([])
  })
})

it('makes and saves the credential report with one button', async () => {
  await go('iam/credential-report')
  const { name, text } = await downloaded(() => button('Download credentials report').click())
  expect(name).toMatch(/^status_reports_.*\.csv$/)
  expect(text).toContain('bob,arn:aws:iam::')
})

describe('the console', () => {
  it('says nothing against itself', () => {
    expect(complaints).toEqual([])
    expect(app.logs).toEqual([])
  })
})
