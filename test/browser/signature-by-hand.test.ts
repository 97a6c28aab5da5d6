import type { IAM } from '@aws-sdk/client-iam'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from '../support/axe.js'
import { screenshots } from '../support/browser.js'
import type { TestServer } from '../support/server.js'
import { course } from '../support/stage.js'
import { consolePage } from './pages/console-page.js'
import { lessonPanel } from './pages/lesson-panel.js'
import { openConsole } from './pages/open-browser.js'
import { terminalPage } from './pages/terminal-page.js'

let app: TestServer
let page: Page
let iam: IAM

const { button, go } = consolePage(() => page)
const lessons = lessonPanel(() => page)
const { passed } = lessons
const terminal = terminalPage(() => page)
const { shown } = terminal

beforeAll(async () => {
  const opened = await openConsole({ viewport: { width: 1500, height: 1100 } })
  ;({ app, page, iam } = opened)
  return opened.close
})

const lesson = course.lessons.find(({ id }) => id === 'sigv4')

/** The commands of a step's last hint, as the learner copies them. */
const commandsOf = (step: string): string =>
  /```\n([\s\S]*?)```/.exec(lesson?.steps.find(({ id }) => id === step)?.hints.at(-1) ?? '')?.[1] ?? ''

const request = () => page.locator('.lesson-code code', { hasText: 'POST / HTTP/1.1' })

let runs = 0
/** Pastes lines into the terminal and waits for their end. */
async function run(lines: string): Promise<void> {
  const end = `end-${++runs}`
  await terminal.paste(`clear\n${lines}\necho ${end}\n`)
  await expect.poll(shown, { timeout: 10_000 }).toMatch(new RegExp(`^${end}$`, 'm'))
}

const printed = async (command: string): Promise<string> => {
  await run(`echo "<$(${command} | base64 -w0)>"`)
  // A long line is wrapped on the screen.
  return Buffer.from(/<([\w+/=\s]+)>/.exec(await shown())?.[1]?.replace(/\s/g, '') ?? '', 'base64').toString()
}

async function handIn(label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
  await button('Compare with the server').click()
}

describe('a signature by hand', () => {
  it('begins with a request of the account’s own values', async () => {
    await go('iam/home')
    await lessons.start(lesson?.title ?? '')
    await lessons.addMissing()
    await lessons.at('signed', 'open')
    const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
    await terminal.open()
    await expect.poll(shown).toContain('user@laptop:~$')
    await run(
      `aws configure set aws_access_key_id ${AccessKey?.AccessKeyId} --profile alice
aws configure set aws_secret_access_key ${AccessKey?.SecretAccessKey} --profile alice
aws sts get-caller-identity --profile alice`,
    )
    await passed('signed')
    await page.getByText(`Access key ID ${AccessKey?.AccessKeyId}`).waitFor()
  })

  it('keeps the date of its request over a reload, until another is asked for', async () => {
    const date = async () => /^X-Amz-Date: (.*)$/m.exec((await request().textContent()) ?? '')?.[1]
    const before = await date()
    await page.reload()
    await request().waitFor()
    expect(await date()).toBe(before)
    await button('Take a fresh date').click()
    await page.getByText('This is a new date.').waitFor()
    expect(await date()).not.toBe(before)
    await terminal.open()
    await expect.poll(shown).toContain('user@laptop:~$')
  })

  it('names the first line and character that differ, and not the answer', async () => {
    const asSent = (await request().textContent()) ?? ''
    const [, host = ''] = /^Host: (.*)$/m.exec(asSent) ?? []
    const [, date = ''] = /^X-Amz-Date: (.*)$/m.exec(asSent) ?? []
    const body = asSent.split('\n').at(-1) ?? ''
    expect(host).toBe(new URL(app.url).host)
    const commands = commandsOf('canonical')
      .replace(/^BODY=.*$/m, `BODY='${body}'`)
      .replace(/^HOST=.*$/m, `HOST='${host}' DATE='${date}'`)
    await run(commands)
    const canonical = await printed('cat canonical.txt')
    await handIn('Canonical request', canonical.replace(host, host.replace(/:\d+/, '')))
    await page.getByText(`Line 5, character ${'host:'.length + host.indexOf(':') + 1}: the server has “:” there.`).waitFor()
    await page.getByText('The line that differs is host:').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await screenshots(page, 'worksheet')
    await handIn('Canonical request', `${canonical}\n`)
    await page.getByText('Line 10: the server’s text ends before this line').waitFor()
    await handIn('Canonical request', canonical)
    await passed('canonical')
  })

  it('is computed and sent with the commands of the hints, twice', async () => {
    await run(commandsOf('to-sign'))
    await handIn('String to sign', await printed('cat to-sign.txt'))
    await passed('to-sign')
    await run(commandsOf('signature'))
    const signature = (await printed('echo $SIGNATURE')).trim()
    await handIn('Signature', signature.toUpperCase())
    await page.getByText('The signature is right, but written in uppercase.').waitFor()
    await handIn('Signature', signature)
    await passed('signature')
    // Who was slow begins again from here: the request and a fresh date are still at hand.
    await button('Take a fresh date').waitFor()
    await run(commandsOf('send'))
    await passed('send')
    expect(await shown()).toContain('<UserName>alice</UserName>')
    await run(commandsOf('send'))
    await page.getByText('You did it, and saw what happens.').waitFor()
    expect(app.logs).toEqual([])
  })

  it('leaves nothing of what was written on the server', async () => {
    const stored = JSON.stringify(await app.store.documents.list('lesson-progress', ''))
    expect(stored).toContain('sigv4')
    expect(stored).not.toMatch(/AWS4-HMAC|content-type|[0-9a-f]{64}/)
  })
})
