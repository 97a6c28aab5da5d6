import { readFileSync } from 'node:fs'
import { STS } from '@aws-sdk/client-sts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, screenshot } from '../support/browser.js'
import { startServer, type TestServer } from '../support/server.js'
import { codePair, roomInStep } from '../support/totp.js'

let app: TestServer
let browser: Browser
let page: Page

beforeAll(async () => {
  app = await startServer()
  browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: { width: 1500, height: 1000 },
    reducedMotion: 'reduce',
    colorScheme: 'dark',
  })
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const shot = (name: string) => screenshot(page, name)

const passed = (step: string) => page.locator(`[data-step="${step}"][data-state="passed"]`).waitFor()

async function openLesson(title: string): Promise<void> {
  await page.getByRole('button', { name: `Open: ${title}` }).click()
  await page.getByRole('button', { name: 'Start this lesson' }).click()
}

async function signInAs(account: string, userName: string, password: string): Promise<void> {
  await page.goto(`${app.url}/signin?account=${account}`)
  await page.getByLabel('IAM username').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'IAM Dashboard', exact: true }).waitFor()
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
    await page.goto(`${app.url}/signin`)
    await page.getByRole('button', { name: 'Start the course' }).click()
    const card = page.locator('section.card').first()
    await page.getByText('Your welcome card').waitFor()
    const details = await card.locator('dd').allTextContents()
    account = details[1] ?? ''
    email = details[2] ?? ''
    const password = details[3] ?? ''
    await page.getByRole('button', { name: 'Sign in as root' }).click()
    expect(await page.getByLabel('Root user email address').inputValue()).toBe(email)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await openLesson('Protect root, then stop using it')
    await page.goto(`${app.url}/console/iam/security-credentials`)
    const ringed = page.locator('[data-hotspot="root-change-password"]')
    await ringed.waitFor()
    await shot('lesson-root')

    await page.getByRole('button', { name: 'Change password' }).click()
    await ringed.waitFor({ state: 'detached' })
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Current password').fill(password)
    await dialog.getByLabel('New password', { exact: true }).fill('lantern Orbit pickle 29')
    await dialog.getByLabel('Confirm new password').fill('lantern Orbit pickle 29')
    await dialog.getByRole('button', { name: 'Save changes' }).click()
    await passed('root-password')

    await page
      .getByRole('button', { name: /^Actions/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: /Deactivate/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
    await page.getByText('asleep, not gone').waitFor()
    await page
      .getByRole('button', { name: /^Actions/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: /Delete/ }).click()
    const confirm = page.getByRole('dialog')
    const typed = confirm.getByRole('textbox')
    await typed.fill((await typed.getAttribute('placeholder')) ?? '')
    await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
    await passed('root-key')

    await page.getByRole('button', { name: 'Assign MFA device' }).click()
    await page.getByLabel('Device name').fill('root-phone')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: /Show secret key/ }).click()
    await page
      .getByText(/^[A-Z2-7]{64}$/)
      .first()
      .waitFor()
    const seed =
      (await page
        .getByText(/^[A-Z2-7]{64}$/)
        .first()
        .textContent()) ?? ''
    await roomInStep()
    const [first, second] = codePair(seed)
    await page.getByLabel(/MFA code 1/).fill(first)
    await page.getByLabel(/MFA code 2/).fill(second)
    await page.getByRole('button', { name: 'Add MFA' }).click()
    await passed('root-mfa')

    await page.goto(`${app.url}/console/iam/users/create`)
    await page.getByLabel('User name', { exact: true }).fill('admin')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await page.getByText('Custom password').first().click()
    await page.getByLabel('Custom password').last().fill('Harbor+Quilt+81+walnut')
    await page.getByText('Users must create a new password at next sign-in').click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create group' }).click()
    const group = page.getByRole('dialog')
    await group.getByLabel('Group name').fill('Administrators')
    await group.getByRole('button', { name: /Permissions policies/ }).click()
    await page.keyboard.type('AdministratorAccess')
    await page
      .getByRole('option', { name: /AdministratorAccess/ })
      .first()
      .click()
    await page.keyboard.press('Escape')
    await group.getByRole('button', { name: 'Create group' }).click()
    await group.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create user' }).click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    await signInAs(account, 'admin', 'Harbor+Quilt+81+walnut')
    // What the console reads by itself is not the administrator's work.
    await page.locator('[data-step="admin"][data-state="open"]').waitFor()
    await page.goto(`${app.url}/console/iam/users/create`)
    await page.getByLabel('User name', { exact: true }).fill('mara')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create user' }).click()
    await passed('admin')
    await page.getByText('Lesson complete').waitFor()
    await page.getByRole('button', { name: /^Do it again: Create an administrator/ }).click()
    await page.getByRole('dialog').getByText('Open this step again?').waitFor()
    await page.keyboard.press('Escape')
    await passed('admin')
    await shot('lesson-root-complete')
  })

  it('goes on with access keys: made once in the console, used by a program, found nowhere again', async () => {
    await page.getByRole('button', { name: 'All lessons' }).click()
    await openLesson('Created once, shown once')
    await page.getByRole('button', { name: 'Add what is missing' }).click()
    await page.locator('[data-step="own-keys-policy"][data-state="open"]').waitFor()
    // The policy is put by the wire, as the hint's CLI command does it.
    await putOwnKeysPolicy()
    await passed('own-keys-policy')

    await signInAs(account, 'alice', 'Maple+Street+42+door')
    await page.goto(`${app.url}/console/iam/security-credentials`)
    // The page moves when the lesson's panel opens: a click in that moment would miss the button.
    await page.locator('[data-step="create-key"][data-state="open"]').waitFor()
    await page.getByRole('button', { name: 'Create access key' }).click()
    await page.getByText('Command Line Interface (CLI)').click()
    await page.getByText('I understand the above recommendation').click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create access key' }).click()
    await page.getByRole('heading', { name: /Retrieve access key/ }).waitFor()
    await passed('create-key')
    const [csvFile] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download .csv file' }).click(),
    ])
    expect(csvFile.suggestedFilename()).toBe('alice_accessKeys.csv')
    const csv = readFileSync((await csvFile.path()) ?? '', 'utf8')
    expect(csv).toMatch(/^\ufeffAccess key ID,Secret access key\r\nAKIA[A-Z2-7]{16},[\w+/]{40}/)
    const [accessKeyId = '', secretAccessKey = ''] = (csv.split('\r\n')[1] ?? '').split(',')
    await shot('access-key-once')

    await page.getByRole('button', { name: 'Done' }).click()
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
    await page.getByRole('button', { name: 'Hand in' }).click()
    await page.getByText('The file still contains something that looks like').waitFor()
    await file.fill(`[deploy]\nprofile = alice\n# ${secretAccessKey}`)
    await page.getByRole('button', { name: 'Hand in' }).click()
    await page.getByText('It contains the secret of an access key in this account.').waitFor()
    await file.fill('[deploy]\nregion = us-east-1\nprofile = alice')
    await page.getByRole('button', { name: 'Hand in' }).click()
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
