import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { launchBrowser, screenshot, screenshots } from '../support/browser.js'
import { PASSPHRASE, startClassroom, type TestClassroom } from '../support/classroom.js'
import { classroomPage, joinPage } from './pages/classroom-page.js'
import { consolePage } from './pages/console-page.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { newContext, watch } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

const TITLE = 'Cloud security, Monday'
const NAMES = ['Amal Haddad', 'Bo Lindqvist', 'Chidi Okafor', 'Dana Petrova', 'Emil Novak']
const [FIRST = '', SECOND = ''] = NAMES
const ROSTER = `name;email;external id;section\n${NAMES.map((name, at) => `${name};${at}@school.example;s${at};${at < 3 ? 'A' : 'B'}`).join('\n')}\n`

let classroom: TestClassroom
let open: () => Promise<{ context: BrowserContext; page: Page }>
let instructor: Page
let code = ''
const complaints: string[][] = []
const learners = new Map<string, Page>()

const staff = classroomPage(() => instructor)
const pageOf = (name: string): Page => {
  const page = learners.get(name)
  if (!page) throw new Error(`${name} has no page`)
  return page
}

beforeAll(async () => {
  classroom = await startClassroom()
  const browser = await launchBrowser()
  open = async () => {
    const context = await newContext(browser, classroom.app.url, { viewport: { width: 1440, height: 900 } })
    complaints.push(watch(context))
    return { context, page: await context.newPage() }
  }
  instructor = (await open()).page
  return async () => {
    await browser.close()
    await classroom.close()
  }
})

describe('a lesson hour', () => {
  it('begins with a class and its roster', async () => {
    await instructor.goto('/classroom')
    await instructor.getByRole('heading', { name: 'Sign in to the classroom' }).waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
    await screenshots(instructor, 'classroom-sign-in')
    await staff.signIn()
    await staff.createClass(TITLE)
    await staff.importRoster('name;email\n;nobody@school.example\n')
    await instructor.getByText(/^Line 2: /).waitFor()
    await screenshot(instructor, 'classroom-roster-mistakes')
    await instructor.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await staff.importRoster(ROSTER)
    await instructor.getByText('The roster is imported: 5 added, 0 updated, 0 unchanged.').waitFor()
    await instructor.getByRole('cell', { name: '0@school.example' }).waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
    await screenshots(instructor, 'classroom-roster')
    code = ((await instructor.locator('.code').first().textContent()) ?? '').trim()
    expect(code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/)
  })

  it('lets the instructor set what learners get', async () => {
    await staff.openTab('Settings')
    expect(await instructor.getByRole('radio', { name: /^The inherited account/ }).isChecked()).toBe(true)
    await instructor.getByLabel('Sections').fill('A\nB')
    await staff.button('Save changes').click()
    await instructor.getByText('The settings are saved.').waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
    await screenshots(instructor, 'classroom-settings')
  })

  it('lets five learners join, and takes the code out of the address', async () => {
    for (const name of NAMES) {
      const { page } = await open()
      learners.set(name, page)
      const { email, password } = await joinPage(() => page).join(code, name, PASSPHRASE)
      expect(page.url()).toMatch(/\/join$/)
      if (name === FIRST) {
        expect(await seriousFindings(page)).toEqual([])
        await screenshots(page, 'classroom-welcome')
      }
      await page.getByRole('link', { name: 'Start lesson one' }).click()
      await page.getByText(`Class: ${TITLE}`).waitFor()
      expect(await page.getByText('Create a new AWS account').count()).toBe(0)
      if (name !== FIRST) continue
      await screenshots(page, 'classroom-signin-page')
      const signIn = signInPage(() => page)
      await signIn.asRoot({ email, password })
      await signIn.isPassed()
      await lessonPanel(() => page).start('The IAM dashboard and security status')
      await consolePage(() => page).signOut()
      await signIn.asRoot({ email, password })
      await signIn.isPassed()
      await lessonPanel(() => page).passed('sign-in')
    }
  })

  it('shows on the board who is where', async () => {
    await staff.openTab('Board')
    await instructor.getByRole('button', { name: /^Board of/ }).click()
    await instructor.getByRole('option', { name: /The IAM dashboard and security status/ }).click()
    await staff.cell(FIRST, /^Sign in as the right user: passed/).waitFor()
    await staff.row('Emil Novak').waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
  })

  it('shows a raised hand at once, and says at the learner’s who is coming', async () => {
    const page = pageOf(FIRST)
    await page.getByRole('button', { name: 'Raise hand' }).click()
    await page.getByText('Your hand is up').waitFor()
    await instructor.getByRole('button', { name: `Take the raised hand of ${FIRST}` }).waitFor()
    // Whoever asks for help comes first.
    expect(await instructor.locator('[data-row]').first().getAttribute('data-need')).toBe('asks')
    await screenshots(instructor, 'classroom-board')
    await instructor.getByRole('button', { name: `Take the raised hand of ${FIRST}` }).click()
    await page.getByText('Ines Torres is coming to help you').waitFor()
    await screenshots(page, 'classroom-console')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Put hand down' }).click()
  })

  it('goes over the board by keyboard alone', async () => {
    await instructor.locator('[data-row] input').first().focus()
    const at = () => instructor.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row'))
    const first = await at()
    await instructor.keyboard.press('ArrowDown')
    expect(await at()).not.toBe(first)
    await instructor.keyboard.press('Space')
    await instructor.getByText('1 selected', { exact: true }).waitFor()
    await instructor.keyboard.press('Control+Home')
    expect(await at()).toBe(first)
    await instructor.keyboard.press('ArrowRight')
    await instructor.keyboard.press('Enter')
    await instructor.getByRole('heading', { level: 1, name: new RegExp(NAMES.join('|')) }).waitFor()
    await instructor.goBack()
  })

  it('shows a learner’s page to the staff, and the same to the learner', async () => {
    await instructor.getByRole('link', { name: FIRST, exact: true }).click()
    await instructor.getByRole('heading', { name: FIRST, level: 1 }).waitFor()
    await instructor.getByText('Step passed').first().waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
    await screenshots(instructor, 'classroom-learner')
    const page = pageOf(FIRST)
    await page.getByRole('link', { name: 'What my instructor sees' }).click()
    await page.getByText('Step passed').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'classroom-seen')
    await instructor.getByRole('link', { name: TITLE }).click()
    await instructor.getByRole('tab', { name: 'Board' }).waitFor()
  })

  it('takes a message to one learner, and not to another', async () => {
    await instructor.getByRole('link', { name: FIRST, exact: true }).click()
    await staff.button('Send message').click()
    await instructor.getByRole('dialog').getByLabel('Text').fill('Look at the two sign-in forms again.')
    await instructor.getByRole('dialog').getByRole('button', { name: 'Send message' }).click()
    await instructor.getByText(`The message to ${FIRST} is sent.`).waitFor()
    await pageOf(FIRST).getByText('Look at the two sign-in forms again.').waitFor()
    await screenshot(pageOf(FIRST), 'classroom-message')
    const messages = await pageOf(SECOND).evaluate(
      async () => ((await (await fetch('/api/classroom/me')).json()) as { messages: unknown[] }).messages,
    )
    expect(messages).toEqual([])
    await instructor.getByRole('link', { name: TITLE }).click()
  })

  it.each(['Acts', 'Exam', 'Exports', 'Audit'])('has the tab %s', async (tab) => {
    await staff.openTab(tab)
    await instructor.getByRole('tabpanel', { name: tab }).getByRole('heading').first().waitFor()
    expect(await seriousFindings(instructor)).toEqual([])
    await screenshots(instructor, `classroom-${tab.toLowerCase()}`)
  })

  it('shows address, code, and who has joined on the projector', async () => {
    await staff.button('Set up projector').click()
    await instructor.getByRole('dialog').getByRole('button', { name: 'Create address' }).click()
    const address = (await instructor.getByText(/\/classroom\/projector#/).textContent()) ?? ''
    const { page } = await open()
    await page.goto(address.replace(/^https?:\/\/[^/]+/, ''))
    await page.getByText(code, { exact: true }).waitFor()
    await page.getByText('5 learners have joined').waitFor()
    expect(page.url()).toMatch(/\/classroom\/projector$/)
    expect(await page.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'classroom-projector')
    await instructor.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  })

  it('lets an assistant look, and export nothing', async () => {
    await instructor.goto('/classroom/staff')
    await staff.button('Invite somebody').click()
    const dialog = instructor.getByRole('dialog')
    await dialog.getByRole('button', { name: /Choose classes/ }).click()
    await instructor.getByRole('option', { name: TITLE }).click()
    await instructor.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Create invitation' }).click()
    const address = (await instructor.getByText(/\/classroom\/invitation#/).textContent()) ?? ''
    const { page } = await open()
    await page.goto(address.replace(/^https?:\/\/[^/]+/, ''))
    await page.getByLabel('Name', { exact: true }).fill('Ada Helper')
    await page.getByLabel('Password', { exact: true }).fill('paper Lantern 77 orbit')
    await page.getByRole('button', { name: 'Accept invitation' }).click()
    await page.getByRole('link', { name: TITLE }).click()
    await page.getByRole('tab', { name: 'Board' }).waitFor()
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Board', 'Acts', 'Learners and roster'])
    const id = /classes\/([^/]+)/.exec(page.url())?.[1]
    const refused = await page.evaluate(async (of) => (await fetch(`/api/classroom/classes/${of}/roster.csv`)).status, id)
    expect(refused).toBe(403)
  })

  it('brings a learner back on another machine, and lets them leave', async () => {
    const { page } = await open()
    await joinPage(() => page).join(code, FIRST, PASSPHRASE)
    await page.getByRole('heading', { name: `Welcome back, ${FIRST}` }).waitFor()
    const own = pageOf(FIRST)
    await own.getByRole('button', { name: 'Leave class' }).click()
    await own.getByRole('dialog').getByRole('button', { name: 'Leave class', exact: true }).click()
    await own.getByRole('heading', { name: 'Join the class' }).waitFor()
    expect(await own.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  it('leaves no complaint of any page', () => {
    expect(complaints.flat()).toEqual([])
  })
})
