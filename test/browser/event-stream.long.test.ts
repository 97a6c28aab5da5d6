import { IAM } from '@aws-sdk/client-iam'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, post, ROOT_PASSWORD, signedOut, type TestServer } from '../support/server.js'
import { giveCookies, openConsole } from './pages/open-browser.js'

/** More than the six connections that a browser has to one server over HTTP/1.1. */
const TABS = 8

let app: TestServer
let context: BrowserContext
let iam: IAM
let jar: Map<string, string>
const tabs: Page[] = []
/** Event streams that are open at the server. */
let streams = 0

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1200, height: 800 } })
  ;({ app, context } = opened)
  const { account } = opened
  ;({ jar } = account)
  app.server.prependListener('request', (request, response) => {
    if (!request.url?.startsWith('/api/lab/events')) return
    streams++
    response.on('close', () => streams--)
  })
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 3 })
  return opened.close
})

async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/console/iam/users')
  await page.getByRole('heading', { name: /^Users/ }).waitFor()
  return page
}

const sees = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).waitFor()

describe('many tabs of one browser', () => {
  it('load, share one stream and all get the news', async () => {
    for (let tab = 0; tab < TABS; tab++) tabs.push(await openTab())
    await expect.poll(() => streams).toBe(1)
    await iam.createUser({ UserName: 'seen-by-all' })
    await Promise.all(tabs.map((tab) => sees(tab, 'seen-by-all')))
    const [first] = tabs
    await first?.reload()
    await first?.getByRole('heading', { name: /^Users/ }).waitFor()
  })

  it('go on when the tab that holds the stream is closed, again and again', async () => {
    for (let round = 0; round < 3; round++) {
      await tabs.shift()?.close()
      await expect.poll(() => streams).toBe(1)
      await iam.createUser({ UserName: `round-${round}` })
      await Promise.all(tabs.map((tab) => sees(tab, `round-${round}`)))
    }
  })

  it('miss nothing that happens while they load', async () => {
    const page = await context.newPage()
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    let read = false
    await page.route(
      (url) => url.href === `${app.url}/`,
      async (route) => {
        const response = await route.fetch()
        if (route.request().postData()?.startsWith('Action=ListUsers')) {
          read = true
          await held
        }
        await route.fulfill({ response })
      },
    )
    const opened = page.waitForRequest((request) => request.url().includes('/api/lab/progress'))
    await page.goto('/console/iam/users')
    await opened
    await expect.poll(() => read).toBe(true)
    await iam.createUser({ UserName: 'while-it-loads' })
    // The news goes to all tabs at once.
    await Promise.all(tabs.map((tab) => sees(tab, 'while-it-loads')))
    answer()
    await sees(page, 'while-it-loads')
    await page.close()
  })

  it('of several accounts share it too', async () => {
    const other = await newAccount(app.url, ROOT_PASSWORD, signedOut(jar))
    const signedIn = await post<{ session: { id: string } }>(
      app.url,
      '/api/signin',
      { kind: 'root', email: other.email, password: ROOT_PASSWORD },
      jar,
    )
    await giveCookies(context, jar, app.url)
    const page = await context.newPage()
    await page.addInitScript((id) => sessionStorage.setItem('iam-dojo-session', id), signedIn.body.session.id)
    await page.goto('/console/iam/users')
    await page.getByText(`Account ${other.accountId}`).waitFor()
    await expect.poll(() => streams).toBe(1)
    const theirs = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: other.credentials, maxAttempts: 1 })
    await theirs.createUser({ UserName: 'of-the-other' })
    await iam.createUser({ UserName: 'of-the-first' })
    await Promise.all([sees(page, 'of-the-other'), ...tabs.map((tab) => sees(tab, 'of-the-first'))])
    expect(await page.getByRole('link', { name: 'of-the-first', exact: true }).count()).toBe(0)
  })

  it('catch up when the server was away', async () => {
    const [tab] = tabs
    if (!tab) throw new Error('no tab')
    app.server.closeAllConnections()
    await iam.createUser({ UserName: 'while-it-was-away' })
    await sees(tab, 'while-it-was-away')
    await expect.poll(() => streams).toBe(1)
  })
})
