import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { screenshots } from '../support/browser.js'
import { consolePage } from './pages/console-page.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { type OpenConsole, openConsole } from './pages/open-browser.js'

let opened: OpenConsole
let page: Page
const { button, go, inDialog } = consolePage(() => page)
const lessons = lessonPanel(() => page)

beforeAll(async () => {
  opened = await openConsole({ viewport: { width: 1440, height: 1000 } })
  ;({ page } = opened)
  return opened.close
})

const usersNow = async () => (await opened.iam.listUsers({})).Users?.map(({ UserName }) => UserName)

it('shows a step once all hints are open, and says at the step that it did', async () => {
  await go('home')
  await lessons.start('One person, one user, permissions through groups')
  await lessons.addMissing()
  await lessons.at('people', 'open')
  for (const hint of [1, 2, 3]) {
    expect(await button(/^Show me: /).count()).toBe(0)
    await button(`Show hint ${hint} of 3`).click()
  }
  await button(/^Show me: /).click()
  const shown = page.getByRole('region', { name: 'The solution, as IAM Dojo played it' })
  await shown.getByText('aws iam create-user').first().waitFor()
  await page.locator('[data-shown="done"]').waitFor()
  await lessons.passed('people')
  expect(await shown.getByRole('listitem').count()).toBe(2)
  await page.getByText('IAM Dojo showed you this step.').waitFor()
  expect(await usersNow()).toEqual(expect.arrayContaining(['alice', 'bob']))
  await screenshots(page, 'show-me')
})

it('takes the account back to the start of the lesson, after it has said what is lost', async () => {
  await button('Take the account back to the start of this lesson').click()
  await page.getByText(/^The account will be as it was when you started this lesson/).waitFor()
  await screenshots(page, 'back-to-start')
  await inDialog('Take the account back').click()
  await button('Sign in again')
    .or(page.getByRole('link', { name: 'Sign in again' }))
    .first()
    .click()
  await page.waitForURL(/\/signin/)
  const account = await opened.app.accounts.get(opened.account.accountId)
  expect(account?.ordered('User').map(({ userName }) => userName)).toEqual([])
  expect(opened.complaints.filter((text) => !/401|403|InvalidClientTokenId/.test(text))).toEqual([])
})
