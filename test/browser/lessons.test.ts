import { readFileSync } from 'node:fs'
import { STS } from '@aws-sdk/client-sts'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { screenshot, screenshots } from '../support/browser.js'
import type { TestServer } from '../support/server.js'
import { codePair, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { openBrowser } from './pages/open-browser.js'
import { picker } from './pages/picker.js'
import { signInPage } from './pages/sign-in-page.js'

let app: TestServer
let page: Page

const { button, dialog, go, inDialog } = consolePage(() => page)
const signIn = signInPage(() => page)
const wizard = mfaWizard(() => page)
const lessons = lessonPanel(() => page)
const { passed } = lessons

beforeAll(async () => {
  const opened = await openBrowser({ viewport: { width: 1500, height: 1000 }, colorScheme: 'dark' })
  ;({ app, page } = opened)
  return opened.close
})

const shot = (name: string) => screenshot(page, name)

async function signInAs(account: string, userName: string, password: string): Promise<void> {
  await signIn.asUser(account, userName, password)
  await signIn.isPassed()
}

/** Every string of the page's heap and stores. */
async function whatThePageHolds(): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const stores = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie]),
  )
  return chunks.join('') + stores
}

describe('the course, in the console', () => {
  let account = ''
  let email = ''

  it('begins with an inherited account whose root lesson completes itself', async () => {
    await page.goto('/signin')
    await button('Start the course').click()
    const card = page.locator('section.card').first()
    await page.getByText('Your welcome card').waitFor()
    const details = await card.locator('dd').allTextContents()
    account = details[1] ?? ''
    email = details[2] ?? ''
    const password = details[3] ?? ''
    await button('Sign in as root').click()
    expect(await page.getByLabel('Root user email address').inputValue()).toBe(email)
    await button('Next').click()
    await signIn.submitPassword(password)
    await lessons.start('Protect root, then stop using it')
    await go('iam/security-credentials')
    const ringed = page.locator('[data-hotspot="root-change-password"]')
    await ringed.waitFor()
    await shot('lesson-root')

    await button('Change password').click()
    await ringed.waitFor({ state: 'detached' })
    await dialog().getByLabel('Current password').fill(password)
    await dialog().getByLabel('New password', { exact: true }).fill('lantern Orbit pickle 29')
    await dialog().getByLabel('Confirm new password').fill('lantern Orbit pickle 29')
    await inDialog('Save changes').click()
    await passed('root-password')

    await button(/^Actions/)
      .first()
      .click()
    await page.getByRole('menuitem', { name: /Deactivate/ }).click()
    await inDialog('Deactivate').click()
    await page.getByText('inactive, but it still exists').waitFor()
    await button(/^Actions/)
      .first()
      .click()
    await page.getByRole('menuitem', { name: /Delete/ }).click()
    const typed = dialog().getByRole('textbox')
    await typed.fill((await typed.getAttribute('placeholder')) ?? '')
    await inDialog('Delete').click()
    await passed('root-key')

    await button('Assign MFA device').click()
    await wizard.nameDevice('root-phone')
    const seed = await wizard.showSecretKey()
    await roomInStep()
    await wizard.submitCodes(codePair(seed))
    await passed('root-mfa')

    await go('iam/users/create')
    await page.getByLabel('User name', { exact: true }).fill('admin')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await page.getByText('I want to create an IAM user').first().click()
    await page.getByText('Custom password').first().click()
    await page.getByLabel('Custom password').last().fill('Harbor+Quilt+81+walnut')
    await page.getByText('Users must create a new password at next sign-in').click()
    await button('Next').click()
    await button('Create group').click()
    await dialog().getByLabel('Group name').fill('Administrators')
    await picker(() => page, 'Permissions policies').pick('AdministratorAccess')
    await inDialog('Create group').click()
    await dialog().waitFor({ state: 'detached' })
    await button('Next').click()
    await button('Create user').click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    await signInAs(account, 'admin', 'Harbor+Quilt+81+walnut')
    // What the console reads by itself is not the administrator's work.
    await lessons.at('admin', 'open')
    await go('iam/users/create')
    await page.getByLabel('User name', { exact: true }).fill('mara')
    await button('Next').click()
    await button('Next').click()
    await button('Create user').click()
    await passed('admin')
    await page.getByText('Lesson complete').waitFor()
    await button(/^Do it again: Create an administrator/).click()
    await dialog().getByText('Open this step again?').waitFor()
    await page.keyboard.press('Escape')
    await passed('admin')
    await shot('lesson-root-complete')
  })

  it('leaves a recap and a note on the cheat sheet, and explains its words', async () => {
    await page.getByRole('link', { name: 'Your cheat sheet and notes' }).click()
    await page.getByRole('heading', { level: 1, name: 'Cheat sheet' }).waitFor()
    const note = page.getByLabel('Your notes on 2. Protect root')
    await note.fill('Root: a strong password, MFA, no key.\n# not a heading')
    await page.getByText('Saved').waitFor()
    await page.reload()
    await expect.poll(() => note.inputValue()).toContain('# not a heading')
    const [file] = await Promise.all([page.waitForEvent('download'), button('Download as Markdown').click()])
    expect(file.suggestedFilename()).toBe(`iam-dojo-cheat-sheet-${account}.md`)
    const markdown = readFileSync((await file.path()) ?? '', 'utf8')
    expect(markdown).toContain('## 2. Protect root, then stop using it\n\nRoot is the owner')
    expect(markdown).not.toContain('## 3')
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('article', { name: 'Cheat sheet' }).getByText('# not a heading').waitFor()
    expect(await note.isVisible()).toBe(false)
    await shot('cheat-sheet-print')
    await page.emulateMedia({ media: 'screen' })
    await screenshots(page, 'cheat-sheet')

    const word = page.getByRole('complementary').locator('.lesson-term').first()
    const name = (await word.textContent()) ?? ''
    await word.focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(await word.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'))
    expect((await tip.textContent())?.toLowerCase()).toContain(name.toLowerCase().replace(/s$/, ''))
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'detached' })
    await word.click()
    await tip.waitFor()
    const beyond = await tip.evaluate(
      (shown) => shown.getBoundingClientRect().right - document.body.getBoundingClientRect().right,
    )
    expect(beyond).toBeLessThanOrEqual(0)
    await page.mouse.move(1, 500)
    await tip.waitFor({ state: 'detached' })

    const search = page.getByRole('combobox', { name: 'Search' })
    await search.fill('confused dep')
    await page.getByRole('option', { name: 'confused deputy' }).click()
    await page.locator('#term-confused-deputy:focus').waitFor()
    await button('Open the info panel').click()
    await page.getByRole('heading', { name: 'How attackers use it' }).waitFor()
    await search.fill('lesson 3')
    await page.getByRole('option', { name: '3. One person, one user, permissions through groups' }).click()
    await page.getByRole('heading', { level: 2, name: 'One person, one user, permissions through groups' }).waitFor()
  })

  it('goes on with access keys: made once in the console, used by a program, found nowhere again', async () => {
    await button('All lessons').click()
    await lessons.start('Created once, shown once')
    await lessons.addMissing()
    await lessons.at('own-keys-policy', 'open')
    // The policy is put by the wire, as the hint's CLI command does it.
    await putOwnKeysPolicy()
    await passed('own-keys-policy')

    await signInAs(account, 'alice', 'Maple+Street+42+door')
    await go('iam/security-credentials')
    // The page moves when the lesson's panel opens: a click in that moment would miss the button.
    await lessons.at('create-key', 'open')
    await button('Create access key').click()
    await page.getByText('Command Line Interface (CLI)').click()
    await page.getByText('I understand the above recommendation').click()
    await button('Next').click()
    await button('Create access key').click()
    await page.getByRole('heading', { name: /Retrieve access key/ }).waitFor()
    await passed('create-key')
    const [csvFile] = await Promise.all([page.waitForEvent('download'), button('Download .csv file').click()])
    expect(csvFile.suggestedFilename()).toBe('alice_accessKeys.csv')
    const csv = readFileSync((await csvFile.path()) ?? '', 'utf8')
    expect(csv).toMatch(/^\ufeffAccess key ID,Secret access key\r\nAKIA[A-Z2-7]{16},[\w+/]{40}/)
    const [accessKeyId = '', secretAccessKey = ''] = (csv.split('\r\n')[1] ?? '').split(',')
    await shot('access-key-once')

    await button('Done').click()
    await page.getByText(accessKeyId).first().waitFor()
    await page.waitForTimeout(500)
    expect(await whatThePageHolds()).not.toContain(secretAccessKey)

    const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } })
    await sts.getCallerIdentity({})
    await passed('use-key')
    await page.reload()
    const quiz = page.locator('[data-quiz="where-is-secret"]')
    await quiz.getByText('Only in the copy that she saved').click()
    await quiz.getByRole('button', { name: 'Answer' }).click()
    await passed('find-secret')

    const file = page.getByLabel('The file')
    await file.fill('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
    await button('Hand in').click()
    await page.getByText('The file still contains something that looks like').waitFor()
    await file.fill(`[deploy]\nprofile = alice\n# ${secretAccessKey}`)
    await button('Hand in').click()
    await page.getByText('It contains the secret of an access key in this account.').waitFor()
    await file.fill('[deploy]\nregion = us-east-1\nprofile = alice')
    await button('Hand in').click()
    await passed('clean-file')
    await page.getByText('Lesson complete').waitFor()
    await shot('lesson-access-keys-complete')
    expect(app.logs).toEqual([])
  })

  async function putOwnKeysPolicy(): Promise<void> {
    const { IAM } = await import('@aws-sdk/client-iam')
    const credentials = await page.evaluate(async () => {
      const { sessions } = (await (await fetch('/api/signin/sessions')).json()) as {
        sessions: { id: string; userName?: string }[]
      }
      const session = sessions.find(({ userName }) => userName === 'admin')?.id
      const response = await fetch('/api/signin/credentials', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ session }),
      })
      const { accessKeyId, secretAccessKey, sessionToken } = (await response.json()) as Record<string, string>
      return { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '', sessionToken: sessionToken ?? '' }
    })
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials })
    await iam.putGroupPolicy({
      GroupName: 'Developers',
      PolicyName: 'ManageOwnAccessKeys',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'iam:*AccessKey*', Resource: 'arn:aws:iam::*:user/${aws:username}' }],
      }),
    })
  }
})
