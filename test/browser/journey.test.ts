import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'
import { consolePage } from './pages/console-page.js'
import { mfaWizard } from './pages/mfa-wizard.js'
import { openConsole } from './pages/open-browser.js'
import { picker } from './pages/picker.js'
import { signInPage } from './pages/sign-in-page.js'

const PASSWORD = 'Maple+Street+42+door'

let app: TestServer
let page: Page
let complaints: string[]

const { button, fromAccountMenu, go, inDialog, isIdentity, signOut } = consolePage(() => page)
const signIn = signInPage(() => page)
const wizard = mfaWizard(() => page)

beforeAll(async () => {
  const opened = await openConsole()
  ;({ app, page, complaints } = opened)
  return opened.close
})

/** Picks from one of Cloudscape's lists, which open on a click. */
async function choose(label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().click()
  await page.keyboard.type(option)
  await page
    .getByRole('option', { name: new RegExp(`^${option.replace(/[:*]/g, '.')}`) })
    .first()
    .click()
  await page.keyboard.press('Escape')
}

const signInAsBea = () => signIn.asUser('green-leaf', 'bea', PASSWORD)

describe('from an empty account to a role, without a terminal', () => {
  let seed = ''
  let firstKey = ''

  it('gives the account an alias, a group of administrators and a user in it', async () => {
    await go('iam/home')
    await button('Create').click()
    await page.getByLabel('Preferred alias').fill('green-leaf')
    await button('Save changes').click()
    await page.getByText('Alias green-leaf created for this account.').first().waitFor()

    await go('iam/groups/create')
    await page.getByLabel('User group name').fill('Admins')
    await picker(() => page, 'Attach permissions policies - Optional').pick('AdministratorAccess')
    await button(/^Create/).click()
    await page.getByRole('heading', { name: 'Admins' }).waitFor()

    await go('iam/users/create')
    await page.getByLabel('User name', { exact: true }).fill('bea')
    await page.getByText('Provide user access to the AWS Management Console').click()
    await page.getByText('I want to create an IAM user').first().click()
    await page.getByText('Custom password').click()
    await page.getByLabel('Custom password', { exact: true }).last().fill(PASSWORD)
    await page.getByText('Users must create a new password').click()
    await button('Next').click()
    await picker(() => page, 'User groups').pick('Admins')
    await button('Next').click()
    await button('Create user').click()
    await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
    await button(/Show/).click()
    await button('Return to users list').click()
    await page.getByRole('link', { name: 'bea' }).waitFor()
  })

  it('sets a password policy', async () => {
    await go('iam/account-settings/edit')
    await page.getByText('Custom', { exact: true }).click()
    await page.getByLabel('Enforce minimum password length').fill('14')
    await page
      .getByRole('row', { name: /Password1!/ })
      .getByText('too short')
      .waitFor()
    await button('Save changes').click()
    await button('Set custom').click()
    await page.getByText('Password policy saved.').first().waitFor()
  })

  it('signs in as that user, who enrols MFA and signs in with it', async () => {
    await signOut()
    await signInAsBea()
    await signIn.isPassed()
    await go('iam/security-credentials/mfa/assign')
    await wizard.nameDevice('phone')
    seed = await wizard.showSecretKey()
    await roomInStep()
    await wizard.submitCodes(codePair(seed))
    await page.getByText('mfa/phone').first().waitFor()
    await signOut()
    await signInAsBea()
    await signIn.submitCode(codeFor(seed, 1))
    await signIn.isPassed()
  })

  async function createKey(): Promise<{ id: string; secret: string }> {
    await go('iam/security-credentials/access-key/create')
    await page.getByText('Other', { exact: true }).click()
    await button('Next').click()
    await button('Create access key').click()
    await page.getByRole('heading', { name: 'Retrieve access keys' }).waitFor()
    await button(/Show secret/).click()
    const id =
      (await page
        .getByText(/^AKIA[A-Z2-7]{16}$/)
        .first()
        .textContent()) ?? ''
    const secret =
      (await page
        .getByText(/^[A-Za-z0-9+/]{40}$/)
        .first()
        .textContent()) ?? ''
    return { id, secret }
  }

  it('shows the secret of a key once: nothing holds it after the page is left', async () => {
    const { id, secret } = await createKey()
    firstKey = id
    expect(secret).toHaveLength(40)
    expect(await holders(secret)).not.toEqual([])
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await holders(secret)).toEqual([])
    await page.goBack()
    await page.waitForTimeout(300)
    expect(await holders(secret)).toEqual([])

    const second = await createKey()
    await button('Done').click()
    await page.getByRole('heading', { name: 'My security credentials' }).waitFor()
    await page.getByText(second.id).first().waitFor()
    expect(await holders(second.secret)).toEqual([])
    await page.goBack()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await holders(second.secret)).toEqual([])
  })

  /** Where in the browser a text can be found: the page, React's own tree, storages, history, caches. */
  const holders = (text: string): Promise<string[]> =>
    page.evaluate(async (text) => {
      const found: string[] = []
      if (document.documentElement.outerHTML.includes(text)) found.push('document')
      const seen = new Set<unknown>()
      const holds = (value: unknown, depth: number): boolean => {
        if (typeof value === 'string') return value.includes(text)
        if (typeof value !== 'object' || value === null || depth > 400 || seen.has(value) || value instanceof Node) return false
        seen.add(value)
        return Object.values(value).some((one) => holds(one, depth + 1))
      }
      const root = document.getElementById('root') as unknown as Record<string, unknown>
      for (const key of Object.keys(root)) if (key.startsWith('__react') && holds(root[key], 0)) found.push('react')
      for (const storage of [localStorage, sessionStorage])
        if (JSON.stringify({ ...storage }).includes(text)) found.push('storage')
      if (JSON.stringify(history.state).includes(text) || location.href.includes(text)) found.push('history')
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys())
          if ((await (await cache.match(request))?.text())?.includes(text)) found.push('cache')
      }
      if ((await indexedDB.databases()).length > 0) found.push('indexedDB')
      return found
    }, text)

  it('rotates: deactivates the first key, then deletes it by typing its id', async () => {
    await go('iam/security-credentials')
    await button(`Actions for ${firstKey}`).click()
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await inDialog('Deactivate').click()
    await page.getByText(`Access key ${firstKey} deactivated.`).first().waitFor()
    await button(`Actions for ${firstKey}`).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByLabel(/To confirm deletion/).fill(firstKey)
    await inDialog('Delete').click()
    await page.getByText(`Access key ${firstKey} deleted.`).first().waitFor()
  })

  it('makes a role that asks for MFA, switches to it, and is bound by it', async () => {
    await go('iam/roles/create')
    await page.getByText('AWS account', { exact: true }).click()
    await page.getByText('Require MFA').click()
    await button('Next').click()
    await picker(() => page, 'Permissions policies').pick('IAMReadOnlyAccess')
    await button('Next').click()
    await page.getByLabel('Role name', { exact: true }).fill('Auditor')
    await button('Create role').click()
    await page.getByRole('heading', { name: 'Auditor' }).waitFor()

    await fromAccountMenu('Switch role')
    await page.getByLabel('IAM role name', { exact: true }).fill('Auditor')
    await button('Switch role').click()
    await isIdentity('Auditor')
    await go('iam/groups/create')
    await page.getByLabel('User group name').fill('Nope')
    await button(/^Create/).click()
    await page.getByText(/assumed-role\/Auditor\/bea is not authorized to perform: iam:CreateGroup/).waitFor()
    await button(/^Why\?/).click()
    await page.getByText('What to do').waitFor()
    await page.getByText('Policies considered').waitFor()
    await page.keyboard.press('Escape')
    await fromAccountMenu('Switch back')
    await isIdentity('bea')
  })

  it('asks the simulator and reads the credential report', async () => {
    await go('iam/simulator')
    await choose('Entity name', 'bea')
    await choose('Select service', 'AWS Identity and Access Management')
    await button(/^Select actions/).click()
    await page.getByPlaceholder('Find an action, or type one').fill('CreateUser')
    await page.getByRole('option', { name: /iam:CreateUser/ }).click()
    await page.keyboard.press('Escape')
    await button('Run simulation').click()
    await page
      .getByRole('row', { name: /iam:CreateUser/ })
      .getByText('allowed')
      .waitFor()

    await go('iam/credential-report')
    await button('Show report').click()
    const row = page.getByRole('row', { name: /bea/ })
    await row.waitFor()
    expect((await row.getByRole('cell').allTextContents()).slice(0, 3)).toContain('Yes')
  })

  it('says nothing against itself', () => {
    expect(complaints).toEqual([])
    expect(app.logs).toEqual([])
  })
})
