import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { course } from '../support/stage.js'
import { everyAddress, everyTab, type FullAccount, openFullAccount, visit } from './pages/full-account.js'
import { layoutFindings } from './pages/layout.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { giveCookies, newContext } from './pages/open-browser.js'
import { type Panel, panels } from './pages/panels.js'

/** All screens, with those of all tabs, in `npm run test:sizes`; a twentieth of the pages’ own in every run of the tests. */
const ALL = process.env.EVERY_SIZE !== undefined
const EVERY = 20

interface Look {
  name: string
  widths: readonly number[]
  height: number
  scale?: number
  scheme?: 'dark'
}

/** A page of 1440 pixels at 200 % has half of them in each direction. Sizes of one look are gone through without a new visit. */
const LOOKS: readonly Look[] = [
  { name: 'wide', widths: [1440, 1100], height: 900 },
  { name: 'phone', widths: [390], height: 844 },
  { name: '200 %', widths: [720], height: 450, scale: 2 },
  { name: 'dark', widths: [1100], height: 900, scheme: 'dark' },
]
const OPEN: readonly (readonly Panel[])[] = [[], ['lessons'], ['lessons', 'phone'], ['lessons', 'terminal']]

let account: FullAccount

beforeAll(async () => {
  account = await openFullAccount()
  return account.close
})

afterAll(() => console.info(`${measured} screens measured`))

let screens = 0
let measured = 0
/** The share takes another page and size each time. */
const isOnesTurn = (): boolean => {
  const turn = screens++
  return ALL || (turn + Math.floor(turn / EVERY)) % EVERY === 0
}

/** A narrow window has room for one panel: the others would be closed by it. */
const inPlace = ([width = 0]: readonly number[], wanted: readonly Panel[]): readonly Panel[] =>
  width < 900 ? wanted.slice(-1) : wanted

async function measure(page: Page, { name, widths, height }: Look, wanted: readonly Panel[]): Promise<string[]> {
  const found: string[] = []
  const { open } = panels(() => page)
  for (const address of [...everyAddress(account), ...(ALL ? everyTab(account) : [])]) {
    const turns = widths.filter(isOnesTurn)
    if (turns.length === 0) continue
    await visit(page, address, 'within')
    // A panel that lies over the page closes with it.
    for (const panel of inPlace(widths, wanted)) await open(panel)
    // What the mouse rests on shows its tooltip.
    await page.mouse.move(0, 0)
    for (const width of turns) {
      await page.setViewportSize({ width, height })
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      measured++
      const where = `${address.replace(/arn%3A[^/]*/, ':arn')} at ${width} (${name}), ${wanted.join(' and ') || 'bare'}`
      for (const finding of await layoutFindings(page)) found.push(`${where}: ${finding}`)
    }
  }
  return found
}

describe('every page at every size', () => {
  it.each(LOOKS)(
    'is neither squeezed, cut, nor out of reach: $name',
    async (look) => {
      const { app, browser, jars } = account
      const viewport = { width: look.widths[0] ?? 0, height: look.height }
      const context = await newContext(browser, app.url, {
        viewport,
        colorScheme: look.scheme ?? 'light',
        deviceScaleFactor: look.scale ?? 1,
      })
      await giveCookies(context, jars.root, app.url)
      const page = await context.newPage()
      const { closeAll, open } = panels(() => page)
      await visit(page, '/console/iam/home')
      await open('lessons')
      await lessonPanel(() => page).open(course.lessons.find(({ id }) => id === 'sigv4')?.title ?? '')
      const found: string[] = []
      for (const wanted of OPEN) {
        await page.setViewportSize(viewport)
        await closeAll()
        for (const panel of inPlace(look.widths, wanted)) await open(panel)
        found.push(...(await measure(page, look, wanted)))
      }
      await context.close()
      expect(found).toEqual([])
    },
    600_000,
  )

  it.runIf(ALL)('is measured on hundreds of screens', () => {
    expect(measured).toBeGreaterThanOrEqual(300)
  })
})
