import { mkdirSync } from 'node:fs'
import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import type { Browser, Page } from 'playwright-core'
import { matchPath } from 'react-router'
import { beforeAll, describe, expect, it } from 'vitest'
import { PAGES } from '../../client/console/pages.js'
import { seriousFindings } from '../support/axe.js'
import { allow, policy, trust } from '../support/policies.js'
import { post, signedOut, type TestServer } from '../support/server.js'
import { giveCookies, newContext, openConsole, watch } from './pages/open-browser.js'

const SHOTS = process.env.SCREENSHOTS
const PASSWORD = 'lantern Orbit pickle 29'

let app: TestServer
let browser: Browser
let accountId = ''
let policyArn = ''
let eventId = ''
const jars: Record<string, Map<string, string>> = {}

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, browser } = opened)
  const { account, iam } = opened
  ;({ accountId } = account)
  await iam.createGroup({ GroupName: 'Developers' })
  await iam.attachGroupPolicy({ GroupName: 'Developers', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' })
  for (const UserName of ['paula', 'nobody', 'alice']) {
    await iam.createUser({ UserName, Tags: [{ Key: 'team', Value: 'blue' }] })
    await iam.createLoginProfile({ UserName, Password: PASSWORD })
  }
  await iam.addUserToGroup({ GroupName: 'Developers', UserName: 'paula' })
  await iam.createAccessKey({ UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'inline', PolicyDocument: policy(allow('s3:Get*')) })
  const made = await iam.createPolicy({ PolicyName: 'readers', PolicyDocument: policy(allow('s3:GetObject')) })
  policyArn = made.Policy?.Arn ?? ''
  await iam.createPolicyVersion({ PolicyArn: policyArn, PolicyDocument: policy(allow('s3:*')), SetAsDefault: true })
  await iam.createRole({ RoleName: 'Auditor', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/paula`) })
  await iam.attachRolePolicy({ RoleName: 'Auditor', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' })
  await iam.createOpenIDConnectProvider({ Url: 'https://issuer.example', ClientIDList: ['app'] })
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 12 })

  const trail = new CloudTrail({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials })
  const { Events: [event] = [] } = await trail.lookupEvents({ MaxResults: 1 })
  eventId = event?.EventId ?? ''

  jars.root = account.jar
  for (const userName of ['paula', 'nobody']) jars[userName] = (await signIn(userName)).jar
  const { jar, session } = await signIn('paula')
  await post(app.url, '/api/signin/switch-role', { session, account: accountId, role: 'Auditor' }, jar)
  jars.role = jar
  return opened.close
})

/** In the browser that owns the account. */
async function signIn(userName: string) {
  const jar = signedOut(jars.root ?? new Map())
  const { body } = await post<{ session: { id: string } }>(
    app.url,
    '/api/signin',
    { kind: 'iam', account: accountId, userName, password: PASSWORD },
    jar,
  )
  return { jar, session: body.session.id }
}

const addressOf = (path: string): string =>
  `/console${path}`
    .replace(':service', 'ec2')
    .replace(':userName', 'alice')
    .replace(':groupName', 'Developers')
    .replace(':roleName', 'Auditor')
    .replace(':arn', encodeURIComponent(policyArn))
    .replace(':providerArn', encodeURIComponent(`arn:aws:iam::${accountId}:oidc-provider/issuer.example`))
    .replace(':eventId', eventId)
    .replace(':lessonId', 'capstone')
    .replace('/:tab?', '')

/** A browser in which one of them is signed in. */
async function open(who: string, colorScheme: 'light' | 'dark' = 'light') {
  const context = await newContext(browser, app.url, { colorScheme })
  const complaints = watch(context)
  await giveCookies(context, jars[who] ?? new Map(), app.url)
  return { context, page: await context.newPage(), complaints }
}

/** By address as a deep link does, or within the page as its links do. */
async function visit(page: Page, address: string, how: 'load' | 'within' = 'load'): Promise<void> {
  if (how === 'load' || page.url() === 'about:blank') await page.goto(address, { waitUntil: 'load' })
  else
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, address)
  await page.locator('h1').first().waitFor()
  // Filled or refused: nothing on the page is loading, and has not been for a moment.
  const settled = () =>
    page.waitForFunction(() => document.querySelector('[class*="status-loading"], [class*="spinner"]') === null)
  await settled()
  await page.waitForTimeout(120)
  await settled()
}

async function shot(page: Page, folder: string, address: string): Promise<void> {
  if (!SHOTS) return
  mkdirSync(`${SHOTS}/${folder}`, { recursive: true })
  const name =
    address
      .replace('/console/', '')
      .replace(/arn%3A[^/]*/, 'arn')
      .replaceAll('/', '_') || 'console'
  await page.screenshot({ path: `${SHOTS}/${folder}/${name}.png`, fullPage: true })
}

/** A form asks nothing before it is sent, so it is refused then; the console's own pages call no service. */
const asksNothing =
  /^\/console\/(|home|ec2\/home|services|account|lessons\/(cheat-sheet|terms))$|create|assign|edit|switch-role|simulator|credential-report|certificate|access-analyzer|trails/

/** Controls that can be seen and used, but not come to by the Tab key. One of a group moves by arrow keys from its neighbour. */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(button, a[href], input, select, textarea)')]
      .filter(
        (control) =>
          control.tabIndex < 0 &&
          control.checkVisibility({ visibilityProperty: true }) &&
          !control.matches(':disabled, [aria-disabled=true]'),
      )
      .filter(
        (control) =>
          !control.matches(
            '[role=tab], [type=radio], [aria-hidden=true] *, [role=toolbar] *, [role=tablist] *, [role=radiogroup] *',
          ),
      )
      .map((control) => `out of reach: ${control.outerHTML}`),
  )

/** What a Ctrl+click would open in a tab of its own, and is no page of the console, of sign-in or of the phone. */
async function deadLinks(page: Page): Promise<string[]> {
  const hrefs = await page.evaluate(() =>
    [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? ''),
  )
  return [...new Set(hrefs)].filter((href) => {
    const { origin, pathname } = new URL(href, app.url)
    if (origin !== app.url || /^(#|blob:|data:|mailto:)/.test(href)) return false
    const [, within] = /^\/console(\/.*)$/.exec(pathname) ?? []
    return within === undefined
      ? !/^\/(signin|sign-up|phone)$/.test(pathname)
      : !PAGES.some(({ path }) => matchPath(path, within))
  })
}

const TABS = {
  '/iam/users/:userName': ['groups', 'tags', 'credentials', 'last-accessed'],
  '/iam/groups/:groupName': ['permissions', 'last-accessed'],
  '/iam/roles/:roleName': ['trust', 'tags', 'last-accessed', 'revoke'],
  '/iam/policies/:arn': ['entities', 'versions', 'tags', 'last-accessed'],
}

const addresses = () => [...new Set(PAGES.map(({ path }) => addressOf(path)))]
const tabs = () => Object.entries(TABS).flatMap(([path, names]) => names.map((tab) => addressOf(`${path}/${tab}`)))

describe('every page of the console', () => {
  it.concurrent.each(['light', 'dark'] as const)(
    'opens for root, %s, with nothing serious from axe',
    async (scheme) => {
      const { context, page, complaints } = await open('root', scheme)
      const found: string[] = []
      for (const address of [...addresses(), ...tabs()]) {
        // Every address as a deep link once is enough; of dark pages only the colours are another matter.
        await visit(page, address, scheme === 'light' ? 'load' : 'within')
        await shot(page, `root-${scheme}`, address)
        const findings = await seriousFindings(page, scheme === 'light' ? undefined : ['color-contrast'])
        for (const finding of [...findings, ...(await outOfReach(page))]) found.push(`${address} ${finding}`)
        for (const href of await deadLinks(page)) found.push(`${address} links to ${href}, where nothing is`)
      }
      await context.close()
      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it.concurrent.each(['paula', 'role'])(
    'opens for a power user and for a role: %s',
    async (who) => {
      const { context, page, complaints } = await open(who)
      for (const address of addresses()) {
        await visit(page, address, 'within')
        await shot(page, who, address)
      }
      await context.close()
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it.concurrent('says why to a user who may do nothing', async () => {
    const { context, page, complaints } = await open('nobody')
    const silent: string[] = []
    for (const address of addresses()) {
      await visit(page, address, 'within')
      await shot(page, 'nobody', address)
      if (asksNothing.test(address)) continue
      const refusal = page.getByText('is not authorized to perform').first()
      await refusal.waitFor({ timeout: 15_000 }).catch(() => silent.push(address))
    }
    await context.close()
    expect(complaints).toEqual([])
    expect(silent).toEqual([])
  })
})
