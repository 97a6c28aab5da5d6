import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshot } from '../support/browser.js'
import { consolePage } from './pages/console-page.js'
import { openConsole } from './pages/open-browser.js'
import { terminalPage } from './pages/terminal-page.js'

let page: Page
let iam: IAM
let accountId = ''
let complaints: string[]
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const { button, go } = consolePage(() => page)
const terminal = terminalPage(() => page)
const { enter, shown } = terminal

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1400, height: 900 } })
  ;({ page, iam, complaints } = opened)
  ;({ accountId } = opened.account)
  return opened.close
})

const sees = (text: string | RegExp) => expect.poll(shown).toMatch(text)
const open = async () => {
  await go('iam/home')
  await terminal.open()
  await sees('user@laptop:~$')
}
const clear = async () => {
  await page.keyboard.press('Control+l')
  await expect.poll(shown).toMatch(/^user@laptop:~\$\s*$/)
}
const shot = (name: string) => screenshot(page, name)

describe('the terminal', () => {
  it('has no credentials until aws configure, and signs with them then', async () => {
    await open()
    await enter('aws sts get-caller-identity')
    await sees('Unable to locate credentials. You can configure credentials by running')
    const key = await rootKey()
    await enter('aws configure')
    await sees(/AWS Access Key ID \[None\]: *$/m)
    await enter(key.accessKeyId)
    await sees(/AWS Secret Access Key \[None\]: *$/m)
    await enter(key.secretAccessKey)
    await sees(/Default region name \[None\]: *$/m)
    await enter('us-east-1')
    await sees(/Default output format \[None\]: *$/m)
    await enter('')
    await clear()
    await enter('aws sts get-caller-identity | jq -r .Arn; ls -l .aws')
    await sees(`arn:aws:iam::${accountId}:root`)
    await sees(/-rw------- .*credentials/)
    expect(await seriousFindings(page)).toEqual([])
    await shot('terminal-light')
  })

  it('greets with the credentials that it has kept', async () => {
    await open()
    await sees('Your credentials are still here: aws configure list')
    expect(await shown()).not.toContain('It has no credentials')
  })

  it('keeps files, modes, history and variables over a reload, in its own database alone', async () => {
    await enter('DATE=20261130T101112Z; export REGION=eu-west-1')
    await enter(`echo ${SECRET} > secret.txt; chmod 600 secret.txt; mkdir work`)
    await sees(/mkdir work\s+user@laptop:~\$/)
    await open()
    await enter('ls -l; echo "$DATE $REGION"')
    await sees(/-rw------- .*secret\.txt/)
    await sees('20261130T101112Z eu-west-1')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await sees(/\$ echo wJalr[\s\S]*mkdir work\s*$/)
    await page.keyboard.press('Control+c')
    // A duplicate of the tab would get a copy of its storage, and with the tab's name its variables.
    expect(await page.evaluate(() => sessionStorage.getItem('iam-dojo-terminal-tab'))).toBeNull()
    const stored = await page.evaluate(
      () => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie + location.href,
    )
    expect(stored).not.toContain(SECRET)
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(databases).toContain('iam-dojo-terminal')
  })

  it('completes, edits and pastes', async () => {
    await clear()
    await page.keyboard.type('aws iam list-access-k')
    await page.keyboard.press('Tab')
    await sees('$ aws iam list-access-keys')
    await page.keyboard.type('--us')
    await page.keyboard.press('Tab')
    await sees('--user-name')
    await page.keyboard.press('Control+u')
    await page.keyboard.type('cho hi')
    await page.keyboard.press('Home')
    await page.keyboard.type('e')
    await page.keyboard.press('Enter')
    await sees(/\nhi/)
    await terminal.paste('cat <<END\none\ntwo\nEND\necho three\n')
    await sees(/one\s+two\s+user@laptop:~\$ echo three\s+three/)
  })

  it('writes a file that is typed, and copies what is selected with Ctrl+C', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await clear()
    await enter('cat > policy.json')
    await enter('{"Version": "2012-10-17"}')
    await page.keyboard.press('Control+d')
    await clear()
    await enter('jq -r .Version policy.json')
    await sees(/\n2012-10-17/)
    await page
      .locator('.xterm-rows > div')
      .filter({ hasText: /^2012-10-17/ })
      // The mouse belongs to the screen, which lies above its rows.
      .dblclick({ position: { x: 20, y: 5 }, force: true })
    await page.keyboard.press('Control+c')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('2012')
    expect(await shown()).not.toContain('^C')
    // Nothing is selected any more.
    await page.keyboard.press('Control+c')
    await sees(/\^C/)
  })

  it('explains a refusal and shows what was signed', async () => {
    await clear()
    await enter('aws iam get-user --user-name nobody; echo $?')
    await sees(/\n254/)
    await clear()
    await enter('aws sts get-caller-identity --profile default --debug 2>&1 | grep -A1 StringToSign')
    await sees('AWS4-HMAC-SHA256')
    await clear()
    await enter(
      'AWS_SECRET_ACCESS_KEY=wrong AWS_ACCESS_KEY_ID=$(aws configure get aws_access_key_id) aws sts get-caller-identity',
    )
    await sees('SignatureDoesNotMatch')
    await clear()
    await enter('iam-dojo explain --last | head -8')
    await sees(/secret|signature/i)
  })

  it('takes a file that is dropped onto it', async () => {
    await clear()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['User Name,Access key ID,Secret access key\n'], 'accessKeys.csv'))
      document
        .querySelector('.terminal')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })
    await page.getByText('accessKeys.csv is in your home folder.').waitFor()
    await page.locator('.xterm-helper-textarea').focus()
    await enter('cat accessKeys.csv')
    await sees('User Name,Access key ID')
  })

  it('is reached and left by keyboard alone', async () => {
    await go('iam/home')
    const opener = button('Open the terminal').first()
    await opener.focus()
    await page.keyboard.press('Enter')
    await sees('user@laptop:~$')
    await enter('echo typed')
    await sees(/\ntyped/)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Close the terminal')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('xterm')
  })

  it('lives on behind a closed panel and on other pages', async () => {
    await enter('kept=here; clear')
    await sees(/^user@laptop:~\$\s*$/)
    await button('Close the terminal').click()
    await page.getByRole('link', { name: 'Users', exact: true }).first().click()
    await page
      .getByRole('heading', { name: /^Users/ })
      .first()
      .waitFor()
    await terminal.open()
    await enter('echo $kept')
    await sees(/\nhere/)
  })

  it('is dark where the console is', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('.xterm-helper-textarea').focus()
    await clear()
    await enter('aws iam list-users --output table')
    await sees('ListUsers')
    expect(await seriousFindings(page)).toEqual([])
    await shot('terminal-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('is empty after all devices were wiped', async () => {
    await button('Wipe my devices').click()
    await button('Wipe').click()
    await sees(/Type help for a list of commands\.[^\n]*\n\s*user@laptop:~\$\s*$/)
    await page.locator('.xterm-helper-textarea').focus()
    await enter('ls -a; aws configure list')
    await sees(/access_key +<not set>/)
    expect(await shown()).not.toContain('secret.txt')
    expect(complaints).toEqual([])
  })
})

/** An access key of root's. */
async function rootKey() {
  const { AccessKey } = await iam.createAccessKey({})
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
}
