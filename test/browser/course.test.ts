import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { CLIS, keyEnv, run } from '../support/aws-cli.js'
import { seriousFindings } from '../support/axe.js'
import { screenshot } from '../support/browser.js'
import type { TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { giveCookies, openBrowser } from './pages/open-browser.js'
import { phonePage } from './pages/phone-page.js'
import { signInPage } from './pages/sign-in-page.js'
import { terminalPage } from './pages/terminal-page.js'

let app: TestServer
let context: BrowserContext
let page: Page
/** The learner whose account the browser is signed in to, root's part. */
let learner: Learner
let complaints: string[]

const { button, dialog, fromAccountMenu, go, inDialog } = consolePage(() => page)
const signIn = signInPage(() => page)
const wizard = mfaWizard(() => page)
const phone = phonePage(() => page)
const terminal = terminalPage(() => page)
const lessons = lessonPanel(() => page)
const { at } = lessons

beforeAll(async () => {
  const opened = await openBrowser({ viewport: { width: 1500, height: 1000 } })
  ;({ app, context, page, complaints } = opened)
  learner = await Learner.begin(stageOf(app))
  // The page is the browser in which the learner started the course.
  await giveCookies(context, learner.lab.cookies, app.url)
  await signInAsRoot(learner)
  await signIn.isPassed()
  return opened.close
})

const shot = (name: string) => screenshot(page, name)
const signInAsRoot = (who: Learner) => signIn.asRoot({ email: who.email, password: who.persona('root').password })

/** As if no lesson had been opened, and the panel was in sight. */
const forgetLesson = () =>
  page.evaluate(() => {
    for (const key of ['iam-dojo-lesson', 'iam-dojo-lessons-open']) {
      sessionStorage.removeItem(key)
      localStorage.removeItem(key)
    }
  })

async function openList(): Promise<void> {
  await go('iam/home')
  await forgetLesson()
  await page.reload()
}

async function openLesson(title: string): Promise<void> {
  await openList()
  await lessons.start(title)
}

describe('the course in the console', () => {
  it('leaves the page and the answer where they are when a step is passed, and asks before a lesson is undone', async () => {
    await openLesson('The IAM dashboard and security status')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-step'))
    await at('sign-in', 'open')
    await expect.poll(focused).toBe('sign-in')
    await button('Skip this step').click()
    await at('alias', 'open')
    await expect.poll(focused).toBe('alias')
    for (const n of [1, 2, 3]) await button(`Show hint ${n} of 3`).click()
    await expect.poll(focused).toBe('alias')
    await button('Skip this step').click()
    await page.locator('[data-hotspot="security-status"]').waitFor()
    await shot('lesson-ring')
    const line = button(/Activate MFA on your root account/)
    await line.click()
    const answer = async (quiz: string, letter: string) => {
      const question = page.locator(`[data-quiz="${quiz}"]`)
      await question.getByRole('radio', { name: new RegExp(`^${letter}\\)`) }).click()
      await question.getByRole('button', { name: 'Answer' }).click()
      return question
    }
    const first = await answer('red-items', 'a')
    await first.getByText('Not quite.').waitFor()
    await first.getByRole('radio', { name: /^d\)/ }).click()
    await expect.poll(() => first.getByText('Not quite.').count()).toBe(0)
    await (await answer('red-items', 'd')).getByText('Right.').waitFor()
    await at('predict', 'open')
    const second = await answer('region', 'b')
    await second.getByText('Right.').waitFor()
    await at('predict', 'passed')
    await shot('lesson-answered')
    expect(await second.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    const seen = await second.getByText('Right.').boundingBox()
    expect(seen && seen.y > 0 && seen.y < 1000).toBe(true)
    expect(await line.getAttribute('aria-expanded')).toBe('true')
    await button(/^Do it again: Sign in as the right/).click()
    await at('sign-in', 'open')
    await expect.poll(focused).toBe('sign-in')
    await button('Start over').click()
    await dialog().getByText('Start the lesson over?').waitFor()
    await shot('lesson-start-over')
    expect(await seriousFindings(page)).toEqual([])
    await inDialog('Cancel').click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Start over')
    await button('All lessons').click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Lessons')
    await button('Move the clock ahead').click()
    await page.getByRole('menuitem', { name: '91 days', exact: true }).click()
    await dialog().getByText('You can only move a clock ahead').waitFor()
    await shot('clock-asks')
    await inDialog('Cancel').click()
  })

  it('shows root what a thief could make its owner pay, and each step a way around', async () => {
    await openLesson('Protect root, then stop using it')
    await at('root-password', 'open')
    await page.getByRole('heading', { name: 'What a thief could make you pay' }).waitFor()
    // Eight regions, and the e-mail address.
    await expect.poll(() => page.getByText('Root: no policy is checked').count()).toBe(9)
    await expect
      .poll(() =>
        page
          .getByText(/^\$[\d,]+\.\d\d$/)
          .first()
          .textContent(),
      )
      .not.toBe('$0.00')
    await shot('lesson-bill')
    await button('Skip this step').click()
    await at('root-password', 'skipped')
    await at('root-key', 'open')
    await button(/Do it again: Change root/).click()
    await at('root-password', 'open')
    await at('root-key', 'locked')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-step'))).toBe('root-password')
    // A second window begins where this one is.
    const second = await context.newPage()
    await second.goto('/console/iam/users')
    await second.locator('[data-step="root-password"][data-state="open"]').waitFor()
    await second.close()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('plays users and groups in the terminal only', async () => {
    await openLesson('One person, one user, permissions through groups')
    await lessons.addMissing()
    await at('people', 'open')
    await learner.call('iam:CreateAccessKey', {}, await learner.keysOf('root'))
    const { accessKeyId, secretAccessKey } = await learner.keysOf('root:key')
    await terminal.open()
    await expect.poll(terminal.shown).toContain('user@laptop')
    const { enter } = terminal
    await enter('aws configure', accessKeyId, secretAccessKey, 'us-east-1', 'json')
    await enter('for u in alice bob; do aws iam create-user --user-name $u; done')
    await at('developers', 'open')
    await enter(
      'aws iam create-group --group-name Developers',
      'aws iam attach-group-policy --group-name Developers --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess',
      'for u in alice bob; do aws iam add-user-to-group --group-name Developers --user-name $u; done',
    )
    await at('bob-moves', 'open')
    await enter(
      'aws iam create-group --group-name Support',
      'aws iam add-user-to-group --group-name Support --user-name bob',
      'aws iam remove-user-from-group --group-name Developers --user-name bob',
    )
    await at('denial', 'open')
    const ticks = page.locator('[data-step="denial"] [data-tick]')
    await expect
      .poll(() => ticks.evaluateAll((all) => all.map((one) => one.getAttribute('data-tick'))))
      .toEqual(['open', 'open'])
    await enter("aws iam create-login-profile --user-name bob --password 'Maple+Street+42+door'")
    await expect
      .poll(() => ticks.evaluateAll((all) => all.map((one) => one.getAttribute('data-tick'))))
      .toEqual(['done', 'open'])
    await shot('lesson-ticks')
    await enter(
      'aws iam create-access-key --user-name bob > bob.json',
      'aws configure set aws_access_key_id $(jq -r .AccessKey.AccessKeyId bob.json) --profile bob',
      'aws configure set aws_secret_access_key $(jq -r .AccessKey.SecretAccessKey bob.json) --profile bob',
      'aws iam create-user --user-name mallory --profile bob',
    )
    await at('denial', 'passed')
    await page.getByText('Lesson complete').waitFor()
    await shot('lesson-terminal')
    await button('Close the terminal').click()
  })

  it('sorts cards into doors, by keyboard', async () => {
    // The lesson before left what this one needs.
    await openLesson('Four doors: console, CLI, SDK, SSH')
    await at('first-password', 'open')
    // The step is about alice's page: the same control on bob's is not ringed.
    const ringed = page.locator('[data-hotspot="console-access"]')
    await go('iam/users/alice/credentials')
    await ringed.waitFor()
    await go('iam/users/bob/credentials')
    await button('Manage console access').waitFor()
    await at('first-password', 'open')
    expect(await ringed.count()).toBe(0)
    const quiz = page.locator('[data-quiz="sort-doors"]')
    const doors = ['console', 'program', 'ssh', 'console', 'session', 'program', 'session', 'ssh']
    const names: Record<string, string> = { console: 'The console', program: 'CLI and SDK', ssh: 'SSH', session: "A role's" }
    for (const [index, door] of doors.entries()) {
      await quiz
        .getByRole('button', { name: /Choose/ })
        .first()
        .focus()
      await page.keyboard.press('Enter')
      await page.keyboard.type(names[index === 0 ? 'console' : door] ?? '')
      await page.keyboard.press('Enter')
    }
    await shot('lesson-sort')
    await quiz.getByRole('button', { name: 'Answer' }).click()
    await quiz.getByText('Right.').waitFor()
    expect(await quiz.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  })

  const [cli] = CLIS
  it.skipIf(!cli)(
    'rotates the robot’s key with the real aws CLI, and its graph never goes red',
    async () => {
      await openList()
      await button('Open: Rotate keys without an outage').click()
      await page.getByText('This lesson prepares:').waitFor()
      await shot('lesson-prepares')
      await button('Start this lesson').click()
      await at('second-key', 'open')
      await page
        .getByText(/calls succeeded, 0 failed/)
        .first()
        .waitFor()
      // A jump of the clock ends the console's credentials: asked for anew each time.
      const aws = async (...args: string[]) => {
        const { accessKeyId, secretAccessKey, sessionToken } = await learner.keysOf('root')
        const key = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }
        const env = keyEnv({ ...key, ...(sessionToken ? { SessionToken: sessionToken } : {}) })
        const options = ['--endpoint-url', app.url, '--region', 'us-east-1', '--output', 'json', 'iam']
        return run(cli ?? '', [...options, ...args], { ...env, PATH: process.env.PATH ?? '' })
      }
      const iam = async (...args: string[]) => {
        const { code, out, err } = await aws(...args, '--user-name', 'deploy')
        expect([code, err]).toEqual([0, ''])
        return out.trim() === '' ? {} : JSON.parse(out)
      }
      const [old] = (await iam('list-access-keys')).AccessKeyMetadata
      const { AccessKey } = await iam('create-access-key')
      await at('switch', 'open')
      await page.getByLabel('Access key ID', { exact: true }).fill(AccessKey.AccessKeyId)
      await page.getByLabel('Secret access key', { exact: true }).fill('not its secret')
      await button('Give it this key').click()
      await page.getByText('The robot tried this key and was refused').waitFor()
      await page.getByLabel('Secret access key', { exact: true }).fill(AccessKey.SecretAccessKey)
      await button('Give it this key').click()
      await at('deactivate', 'open')
      await page.getByText(`Holds the access key ${AccessKey.AccessKeyId}`).waitFor()
      await iam('update-access-key', '--access-key-id', old.AccessKeyId, '--status', 'Inactive')
      await button('Move the clock ahead').click()
      await page.getByRole('menuitem', { name: '1 day', exact: true }).click()
      await dialog().getByText('You can only move a clock ahead').waitFor()
      await inDialog('Move the clock ahead').click()
      await at('delete', 'open')
      await page.getByText(/1 day ahead/).waitFor()
      await iam('delete-access-key', '--access-key-id', old.AccessKeyId)
      await at('report', 'open')
      await page
        .getByText(/calls succeeded, 0 failed/)
        .first()
        .waitFor()
      await shot('lesson-rotation')
      await aws('generate-credential-report')
      await expect.poll(async () => (await aws('get-credential-report')).code).toBe(0)
      await page.getByText('Lesson complete').waitFor()
      const kept = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerHTML]),
      )
      expect(kept).not.toContain(AccessKey.SecretAccessKey)
      expect(await seriousFindings(page)).toEqual([])
    },
    90_000,
  )

  it('enrols alice with the phone’s scan, and signs her in with its code', async () => {
    await openLesson('Something you know, something you have')
    await lessons.addMissing()
    await go('iam/users/alice/mfa/assign')
    await wizard.nameDevice('alice')
    await button(/Show QR code/).click()
    await page.getByRole('img', { name: /^QR code/ }).waitFor()
    await phone.open()
    await phone.scan()
    await page
      .getByText(/alice@\d{12}/)
      .first()
      .waitFor()
    await roomInStep()
    const seed = await wizard.showSecretKey()
    await expect.poll(async () => (await phone.code()) === codeFor(seed, 0)).toBe(true)
    await wizard.submitCodes([codeFor(seed, -1), await phone.code()])
    // The lesson stands beside the phone.
    await at('create-device', 'passed')
    await at('sign-in', 'open')

    const other = await context.newPage()
    const alice = signInPage(() => other)
    const signInAsAlice = async (code: string) => {
      await alice.asUser(learner.accountId, 'alice', 'Maple+Street+42+door')
      await alice.submitCode(code)
    }
    await signInAsAlice(codeFor(seed, 1))
    await alice.isPassed()
    await at('drift', 'open')
    await shot('lesson-mfa')

    // The phone's clock goes five minutes ahead, and its code is refused; a resync takes two codes in a row of that clock.
    const AHEAD = 10
    await phone.setClockOff(AHEAD * 30)
    await expect.poll(async () => (await phone.code()) === codeFor(seed, AHEAD)).toBe(true)
    await signInAsAlice(await phone.code())
    await other.getByRole('alert').waitFor()
    await go('iam/users/alice/credentials')
    await page.getByRole('radio', { name: /mfa\/alice/ }).click()
    await roomInStep()
    await button('Resync').click()
    const [first, second] = codePair(seed, AHEAD)
    await dialog()
      .getByLabel(/MFA code 1/)
      .fill(first)
    await dialog()
      .getByLabel(/MFA code 2/)
      .fill(second)
    await inDialog('Resync').click()
    await page.getByText('MFA device resynced.').or(dialog().getByRole('alert')).first().waitFor()
    expect(await dialog().getByRole('alert').allTextContents()).toEqual([])
    await signInAsAlice(codeFor(seed, AHEAD + 1))
    await alice.isPassed()
    await other.close()

    await phone.open()
    await phone.lose('alice@')
    await page.getByRole('radio', { name: /mfa\/alice/ }).click()
    await button('Remove').click()
    await inDialog('Remove').click()
    await page.getByText('MFA device removed.').first().waitFor()
    await play(learner, { as: 'root', call: 'dojo:enrolVirtualPhone', with: { user: 'alice', name: 'alice' } }, '')
    await at('lost-phone', 'passed')
    await page.getByText('Lesson complete').waitFor()
  })

  it('gives the exam an account of its own, grades it, and prints a certificate of what was verified', async () => {
    await openList()
    await button('Open: The exam: take over a neglected account').click()
    await button('Create the account').click()
    await page.getByText('The account is ready').waitFor()
    await shot('exam-account')
    const exam = course.lessons.find(({ id }) => id === 'capstone')
    if (!exam) throw new Error('there is no exam')
    const candidate = await Learner.begin(stageOf(app), exam, learner.lab)
    await candidate.start(exam.id)
    for (const step of exam.steps) for (const line of step.solution) await play(candidate, line, exam.id)

    await signInAsRoot(candidate)
    const { phone: rootPhone } = candidate.persona('root')
    await signIn.submitCode(codeFor(rootPhone?.seed ?? '', 1))
    await signIn.isPassed()
    await forgetLesson()
    await page.reload()
    await button('Open: The exam: take over a neglected account').click()
    await at('status', 'passed')
    await button('Hand in the exam').click()
    await button('Hand in').click()
    const grade = page.getByRole('region', { name: '100 of 100 points' })
    await grade.waitFor()
    await expect.poll(() => grade.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(async () => ((await grade.boundingBox())?.y ?? -1) >= 0).toBe(true)
    await grade.getByText('Earned by UpdateAccountPasswordPolicy').first().waitFor()
    expect(await grade.getByText(/Earned by (Get|List)/).count()).toBe(0)
    await shot('exam-grade')
    await page.getByRole('link', { name: 'Certificate' }).or(button('Certificate')).click()
    await page.getByLabel('Your name').fill('Ada Lovelace')
    await page.getByRole('article', { name: 'Certificate' }).getByText('Ada Lovelace').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await shot('certificate')
    await isPrintedAlone()
    expect(complaints).toEqual([])
  })

  it('shows the exam that was passed in its own account in the learner’s other account, with its certificate', async () => {
    await signInAsRoot(learner)
    await signIn.isPassed()
    await openList()
    await page.getByText(/^Passed, 100 points, in account \d{12}$/).waitFor()
    await shot('exam-passed-elsewhere')
    await page.getByRole('link', { name: 'Certificate', exact: true }).click()
    await page.getByRole('article', { name: 'Certificate' }).getByText('passed “The exam').waitFor()
  })

  it('names the second account of a lesson as soon as it is made', async () => {
    await openLesson('A role in another account')
    await at('trust', 'open')
    const goal = page.getByText(/Its administrator is/)
    await expect.poll(async () => /account ID (\d{12})/.exec((await goal.textContent()) ?? '')?.[1]).toMatch(/^\d{12}$/)
    const [, partner = ''] = /account ID (\d{12})/.exec((await goal.textContent()) ?? '') ?? []
    expect(await app.accounts.get(partner)).toBeDefined()
  })

  /** On paper there is the certificate and nothing else, on one page. */
  async function isPrintedAlone(): Promise<void> {
    await page.emulateMedia({ media: 'print' })
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible')
        .filter((element) => !element.closest('.lesson-paper'))
        .map((element) => element.outerHTML.slice(0, 80)),
    )
    expect(outside).toEqual([])
    await page.getByRole('article', { name: 'Certificate' }).getByText('Ada Lovelace').waitFor()
    await shot('certificate-print')
    const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
    await page.emulateMedia({ media: null })
  }

  it('resets the account to what it was when it was handed over', async () => {
    await fromAccountMenu('Reset this account')
    await dialog().getByRole('textbox').fill('reset')
    await inDialog('Reset').click()
    await page.getByText('The account is ready').waitFor()
    expect(await page.locator('.lesson-account dd').allTextContents()).toContain('Password1!')
    await shot('account-reset')
    await page
      .getByRole('link', { name: 'Sign in to this account as root' })
      .or(button('Sign in to this account as root'))
      .click()
    await expect
      .poll(() => page.getByLabel('Root user email address').inputValue())
      .toMatch(/^owner\.\d{4}@greenleaf\.example$/)
  })
})
