import { IAM } from '@aws-sdk/client-iam'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.js'
import { newAccount, startServer, type TestServer } from '../../support/server.js'

export interface OpenBrowser {
  app: TestServer
  browser: Browser
  context: BrowserContext
  page: Page
  /** What the pages of this context should not have done until now. */
  complaints: string[]
  /** Ends the browser and the server: `beforeAll` returns it. */
  close(): Promise<void>
}

export interface OpenConsole extends OpenBrowser {
  account: Awaited<ReturnType<typeof newAccount>>
  /** Another client of the account, which signs as root. */
  iam: IAM
}

/** Starts the whole product and a browser that knows nothing of it yet. The browser may know the server by another name. */
export async function openBrowser({
  hostname = '127.0.0.1',
  ...options
}: BrowserContextOptions & { hostname?: string } = {}): Promise<OpenBrowser> {
  const app = await startServer()
  const browser = await launchBrowser().catch(async (error) => {
    await app.close()
    throw error
  })
  const context = await newContext(browser, app.url.replace('127.0.0.1', hostname), options)
  const complaints = watch(context)
  const page = await context.newPage()
  return {
    app,
    browser,
    context,
    page,
    complaints,
    async close() {
      await browser.close()
      await app.close()
    },
  }
}

/** The same, with a new account in which the browser is signed in as root. */
export async function openConsole(options: BrowserContextOptions = {}): Promise<OpenConsole> {
  const opened = await openBrowser(options)
  const { app, context } = opened
  const account = await newAccount(app.url)
  await giveCookies(context, account.jar, app.url)
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 1 })
  return { ...opened, account, iam }
}

/** A context without animations, whose pages take addresses without the server's part. */
export const newContext = (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({ baseURL: url, viewport: { width: 1400, height: 1000 }, reducedMotion: 'reduce', ...options })

/** Signs a context in by the cookies of a jar that did so. */
export const giveCookies = (context: BrowserContext, jar: ReadonlyMap<string, string>, url: string): Promise<void> =>
  context.addCookies([...jar].map(([name, value]) => ({ name, value, url })))

/** Collects all that a page may not do: throw, print an error, break the content security policy, meet a fault of the server. */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    // The browser prints a line for each refused request. A refusal is an answer, not a mistake of the page.
    if (message.type() === 'error' && !/^Failed to load resource: .* 4\d\d /.test(message.text()))
      complaints.push(message.text())
  })
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
  return complaints
}
