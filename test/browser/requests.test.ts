import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'

const SECRET = 'lantern Orbit pickle 30'

let page: Page
let iam: IAM
let complaints: string[]
let accountId = ''

const { button, go } = consolePage(() => page)

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1500, height: 1200 } })
  ;({ page, iam, complaints } = opened)
  accountId = opened.account.accountId
  await go('iam/users')
  await button('Open the requests').click()
  await page.getByRole('heading', { name: 'Requests', exact: true }).waitFor()
  return opened.close
})

const list = () => page.getByRole('list', { name: 'Requests, newest first' })

const focusedText = () => page.evaluate(() => document.activeElement?.textContent)

const shot = (name: string) => screenshots(page, `requests-${name}`)

describe('the request inspector in the console', () => {
  it('shows what another client sent', async () => {
    await button(/^Inspect iam:ListUsers at/)
      .first()
      .waitFor()
    await iam.createUser({ UserName: 'alice' })
    await button(/^Inspect iam:CreateUser at/).waitFor()
    await page.getByRole('heading', { name: 'Lessons', exact: true }).waitFor()
    await shot('list')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('shows a request without its secrets, with signature, decision and answer', async () => {
    await iam.createLoginProfile({ UserName: 'alice', Password: SECRET })
    await button(/^Inspect iam:CreateLoginProfile at/).click()
    await page.getByText('&Password=***').waitFor()
    await expect.poll(() => focusedText()).toBe('All requests')
    for (const section of ['Canonical request', 'String to sign'])
      expect(await button(section).getAttribute('aria-expanded')).toBe('true')
    for (const section of ['Signature', 'Decision']) await button(section).click()
    await page.getByText('The root user can do everything in its account.').waitFor()
    await page.getByText('Signing key', { exact: true }).waitFor()
    await shot('detail')
    expect(await page.content()).not.toContain(SECRET)
    await button('All requests').click()
    await expect.poll(() => focusedText()).toBe('iam:CreateLoginProfile')
    await expect(iam.createGroup({ GroupName: 'no spaces' })).rejects.toThrow('The specified value for groupName is invalid')
    await button(/^Inspect iam:CreateGroup at/).click()
    await button('Decision').click()
    await page.getByText('A parameter doesn’t meet its constraint.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await button('All requests').click()
  })

  it('shows a login by SSH, which has an explanation and no signature', async () => {
    await page.evaluate(async (account) => {
      const send = async (path: string, body: object) => {
        const headers = { 'Content-Type': 'application/json' }
        const answer = await fetch(`/api/lab/ssh/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await answer.json()) as { challenge: string }
      }
      const who = { account, loginName: 'ec2-user+i-0123456789abcdef0' }
      const { challenge } = await send('challenges', who)
      await send('sessions', { ...who, challenge })
    }, accountId)
    const login = page.getByRole('listitem').filter({ has: button(/^Inspect ssh:Login at/) })
    await login.getByText('PermissionDenied', { exact: true }).waitFor()
    await login.getByText(/IAM_Dojo_terminal · 127\.0\.0\.1/).waitFor()
    await login.getByRole('button').click()
    await page.getByText('There’s no instance with this ID.').first().waitFor()
    await page.getByText('SSH isn’t an AWS API').waitFor()
    expect(await page.getByText('By', { exact: true }).count()).toBe(0)
    expect(await button('Request').count()).toBe(0)
    expect(await seriousFindings(page)).toEqual([])
    await shot('login')
    await button('All requests').click()
  })

  it('filters, pauses and clears', async () => {
    await expect(iam.getUser({ UserName: 'nobody' })).rejects.toThrow()
    await button(/^Inspect iam:GetUser at/).waitFor()
    // The page itself asks for what some users have not.
    for (const filter of ['Errors only', 'Without this console’s own']) await page.getByText(filter).click()
    await expect.poll(() => list().getByRole('listitem').count()).toBe(3)
    // A look at one of them keeps the filters.
    await button(/^Inspect iam:GetUser at/).click()
    await button('All requests').click()
    await expect.poll(() => list().getByRole('listitem').count()).toBe(3)
    for (const filter of ['Errors only', 'Without this console’s own']) await page.getByText(filter).click()
    await page.getByLabel('Find an operation').fill('createu')
    await expect.poll(() => list().getByRole('listitem').count()).toBe(1)
    await page.getByLabel('Find an operation').fill('')
    await button('Pause').click()
    await iam.createUser({ UserName: 'bob' })
    await button(/^Resume \(\d+ new\)$/).waitFor()
    expect(await button(/^Inspect iam:CreateUser at/).count()).toBe(1)
    await button(/^Resume/).click()
    await expect.poll(() => button(/^Inspect iam:CreateUser at/).count()).toBe(2)
    await button('Clear').click()
    await page.getByText('No requests yet.').waitFor()
    expect(complaints).toEqual([])
  })
})
