import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { matchPath } from 'react-router'
import { beforeAll, describe, expect, it } from 'vitest'
import { PAGES } from '../../client/console/pages.js'
import { seriousFindings } from '../support/axe.js'
import { everyAddress, everyTab, type FullAccount, openFullAccount, visit } from './pages/full-account.js'
import { giveCookies, newContext, watch } from './pages/open-browser.js'

const SHOTS = process.env.SCREENSHOTS
/** All of them, as deep links, in the dark, and for those who may do a part, in `npm run test:long`; every second one otherwise. */
const ALL = process.env.LONG_TESTS !== undefined || SHOTS !== undefined

let account: FullAccount

beforeAll(async () => {
  account = await openFullAccount()
  return account.close
})

/** A browser in which one of them is signed in. */
async function open(who: keyof FullAccount['jars'], colorScheme: 'light' | 'dark' = 'light') {
  const { app, browser, jars } = account
  const context = await newContext(browser, app.url, { colorScheme })
  const complaints = watch(context)
  await giveCookies(context, jars[who], app.url)
  return { context, page: await context.newPage(), complaints }
}

const looked = (addresses: readonly string[]): readonly string[] =>
  ALL ? addresses : addresses.filter((_, at) => at % 2 === 0)

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
  /^\/console\/(|home|lambda\/home|services|account|class\/:view|lessons\/(cheat-sheet|terms))$|create|assign|edit|switch-role|simulator|credential-report|certificate|access-analyzer|trails|import/

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
            '[role=tab], [type=radio], [aria-hidden=true], [aria-hidden=true] *, [role=toolbar] *, [role=tablist] *, [role=radiogroup] *',
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
    const { origin, pathname } = new URL(href, account.app.url)
    if (origin !== account.app.url || /^(#|blob:|data:|mailto:)/.test(href)) return false
    const [, within] = /^\/console(\/.*)$/.exec(pathname) ?? []
    return within === undefined
      ? !/^\/(signin|sign-up|phone)$/.test(pathname)
      : !PAGES.some(({ path }) => matchPath(path, within))
  })
}

describe('every page of the console', () => {
  it.concurrent.each(ALL ? (['light', 'dark'] as const) : (['light'] as const))(
    'opens for root, %s, with nothing serious from axe',
    async (scheme) => {
      const { context, page, complaints } = await open('root', scheme)
      const found: string[] = []
      for (const address of looked([...everyAddress(account), ...everyTab(account)])) {
        // Every address as a deep link once is enough; of dark pages only the colours are another matter.
        await visit(page, address, ALL && scheme === 'light' ? 'load' : 'within')
        await shot(page, `root-${scheme}`, address)
        const findings = await seriousFindings(page, scheme === 'light' ? undefined : ['color-contrast'])
        for (const finding of [...findings, ...(await outOfReach(page))]) found.push(`${address} ${finding}`)
        for (const href of await deadLinks(page)) found.push(`${address} links to ${href}, where nothing is`)
      }
      await context.close()
      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    600_000,
  )

  it.concurrent.each(ALL ? (['paula', 'role'] as const) : [])(
    'opens for a power user and for a role: %s',
    async (who) => {
      const { context, page, complaints } = await open(who)
      for (const address of everyAddress(account)) {
        await visit(page, address, 'within')
        await shot(page, who, address)
      }
      await context.close()
      expect(complaints).toEqual([])
    },
    600_000,
  )

  it.concurrent('says why to a user who may do nothing', async () => {
    const { context, page, complaints } = await open('nobody')
    const silent: string[] = []
    for (const address of looked(everyAddress(account))) {
      await visit(page, address, 'within')
      await shot(page, 'nobody', address)
      if (asksNothing.test(address)) continue
      const refusal = page.getByText('is not authorized to perform').first()
      await refusal.waitFor({ timeout: 15_000 }).catch(() => silent.push(address))
    }
    await context.close()
    expect(complaints).toEqual([])
    expect(silent).toEqual([])
  }, 300_000)
})
