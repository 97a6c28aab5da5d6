import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { type BuiltServer, startBuilt } from '../support/built-server.js'
import { ask } from '../support/http.js'
import { ROOT_PASSWORD } from '../support/server.js'

/** The address of this machine in its network, or one that the test treats as such. */
const LAN =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2'
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-tls-browser-'))

let app: BuiltServer
let browser: Browser
let page: Page
let port: string

beforeAll(async () => {
  const env = { IAM_DOJO_HOME: join(folder, 'home') }
  app = await startBuilt(['--ephemeral', '--host', '0.0.0.0', '--tls', '--no-ssh', '--name', LAN, '--name', 'dojo.local'], env)
  expect(app.url, app.errors()).not.toBe('')
  ;({ port } = new URL(app.url))
  const { text } = await ask(`http://${LAN}:${port}`, '/ca.pem', { at: LAN })
  const spki = new X509Certificate(text).publicKey.export({ type: 'spki', format: 'der' })
  // As if somebody had told the browser to trust the authority, and the network knew the name.
  browser = await launchBrowser([
    `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki).digest('base64')}`,
    `--host-resolver-rules=MAP dojo.local ${LAN}`,
  ])
  page = await (await browser.newContext()).newPage()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a browser of another machine', () => {
  it('is led from http to https, by the page about trust', async () => {
    await page.goto(`http://${LAN}:${port}/signin`)
    await page.getByRole('heading', { name: 'This server uses https' }).waitFor()
    await page.getByRole('link', { name: 'Trust this server' }).click()
    await page.getByRole('heading', { name: 'Trust this server' }).waitFor()
    expect(await page.getByRole('link', { name: 'Download the authority' }).getAttribute('href')).toBe('/ca.crt')
    await page.getByRole('link', { name: `https://dojo.local:${port}` }).click()
    await page.getByRole('heading', { name: 'Sign in' }).first().waitFor()
    expect(page.url()).toMatch(`https://dojo.local:${port}/`)
  })

  it.each([
    ['address', LAN, 'Not at this address: a passkey belongs to the name of a site'],
    ['name', 'dojo.local', 'A passkey works only on this site'],
  ])('signs up and in by %s, and hears whether passkeys work there', async (_by, host, sentence) => {
    const url = `https://${host}:${port}`
    await page.goto(`${url}/signin`)
    const session = await page.evaluate(
      async ([email, password]) => {
        const send = (path: string, body: object) =>
          fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
        await send('/api/signin/sign-up', { email, password, accountName: 'Example' })
        const step = await send('/api/signin', { kind: 'root', email, password })
        return ((await step.json()) as { session?: { id: string } }).session?.id
      },
      [`owner@${host}.example`, ROOT_PASSWORD] as const,
    )
    expect(session).toBeTruthy()
    await page.goto(`${url}/console/iam/security-credentials/mfa/assign`)
    await page.getByText(sentence).waitFor()
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
  })
})
