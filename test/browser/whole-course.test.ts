import type { BrowserContext } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from '../support/browser.js'
import type { TestServer } from '../support/server.js'
import { openBrowser } from './pages/open-browser.js'
import { begin, type Course } from './whole-course/course.js'
import { accessKeys, mfaDevice, passwordPolicy } from './whole-course/credential-lessons.js'
import { dashboard, root } from './whole-course/first-lessons.js'
import { keyPair } from './whole-course/key-pair-lesson.js'
import { PATIENCE_MS } from './whole-course/keyboard.js'
import { boundaries, exam, sigv4, twoAccounts } from './whole-course/last-lessons.js'
import { usersAndGroups, waysIn } from './whole-course/people-lessons.js'
import { leak, rotation } from './whole-course/robot-lessons.js'
import { mfaForPrograms, roles } from './whole-course/role-lessons.js'
import { rolesOnAServer } from './whole-course/server-lesson.js'

let app: TestServer
let context: BrowserContext
let complaints: string[]
let course: Course

beforeAll(async () => {
  if (!process.env.WHOLE_COURSE) return
  const opened = await openBrowser({ viewport: { width: 1500, height: 1000 } })
  ;({ app, context, complaints } = opened)
  context.setDefaultTimeout(PATIENCE_MS)
  await opened.page.close()
  return opened.close
})

/** Where the way ended, for whoever mends it. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [n, page] of context.pages().entries()) {
    await screenshot(page, `stuck-${n}`)
    console.info(await page.locator('[data-step][data-state="open"], [data-quiz], .xterm-rows > div').allInnerTexts())
  }
})

/** Each lesson begins where the one before has ended. It takes minutes: `npm run test:course`. */
describe.skipIf(!process.env.WHOLE_COURSE)('the whole course, in order, in one account, by the keyboard alone', () => {
  it('begins at the sign-in page', async () => {
    course = await begin(context)
  })

  it.each([
    ['1. dashboard', dashboard],
    ['2. root', root],
    ['3. users and groups', usersAndGroups],
    ['4. ways in', waysIn],
    ['5. password policy', passwordPolicy],
    ['6. MFA device', mfaDevice],
    ['7. access keys', accessKeys],
  ])('%s', (_name, play) => play(course))

  it.each([
    ['8. roles', roles],
    ['9. MFA for programs', mfaForPrograms],
    ['10. rotation', rotation],
    ['11. leak', leak],
    ['12. key pair', keyPair],
    ['13. signature by hand', sigv4],
    ['14. boundaries', boundaries],
    ['15. two accounts', twoAccounts],
    ['16. roles on a server', rolesOnAServer],
    ['17. exam', exam],
  ])('%s', (_name, play) => play(course))

  it('shows in the list what was done', () => course.me.hasDone(16))

  it('says nothing against itself', () => {
    expect(complaints).toEqual([])
    expect(app.logs).toEqual([])
  })
})
