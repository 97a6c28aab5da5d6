import { createHash, X509Certificate } from 'node:crypto'
import { IAM } from '@aws-sdk/client-iam'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { networkOf } from '../../server/proxy/networks.js'
import { launchBrowser } from '../support/browser.js'
import { hasNginx, type Nginx, prepareNginx } from '../support/nginx.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { consolePage } from './pages/console-page.js'
import { newContext, watch } from './pages/open-browser.js'
import { signInPage } from './pages/sign-in-page.js'

const HOST = 'dojo.example'

let app: TestServer
let context: BrowserContext
let page: Page
let complaints: string[]
let iam: IAM
/** At the server, between it and nginx. */
const traffic = { connections: 0, requests: 0 }
let root: { email: string; password: string }

const { button, go, signOut } = consolePage(() => page)
const signIn = signInPage(() => page)

/** A browser takes a passkey only where it trusts the certificate. */
function trusting({ ca }: Nginx): string[] {
  const spki = new X509Certificate(ca).publicKey.export({ type: 'spki', format: 'der' })
  const pin = createHash('sha256').update(spki).digest('base64')
  return [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`, `--ignore-certificate-errors-spki-list=${pin}`]
}

describe.skipIf(!hasNginx)('the console behind a proxy', () => {
  beforeAll(async () => {
    const nginx = await prepareNginx(HOST)
    const publicUrl = new URL(`https://${HOST}:${nginx.ports.https}`)
    const trusted = networkOf('127.0.0.1')
    app = await startServer({ publicUrl, trustedProxies: trusted ? [trusted] : [] })
    app.server.on('connection', () => traffic.connections++)
    app.server.on('request', () => traffic.requests++)
    await nginx.start({ http: Number(new URL(app.url).port), ssh: app.sshPort })
    const { email, password, credentials } = await newAccount(app.url)
    root = { email, password }
    iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const browser = await launchBrowser(trusting(nginx))
    context = await newContext(browser, publicUrl.origin)
    complaints = watch(context)
    page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true },
    })
    return async () => {
      await browser.close()
      await nginx.stop()
      await app.close()
    }
  })

  it('signs in by TLS, with cookies that never leave it', async () => {
    await signIn.asRoot(root)
    await signIn.isPassed()
    const cookies = await context.cookies()
    expect(cookies).toHaveLength(3)
    for (const { name, secure, sameSite } of cookies) {
      expect(name).toMatch(/^iam-dojo-\w+-dojo\.example-\d+$/)
      expect({ secure, sameSite }).toEqual({ secure: true, sameSite: 'Strict' })
    }
  })

  it('signs its own calls for the public host', async () => {
    await iam.createUser({ UserName: 'pia' })
    await go('iam/users')
    await page.getByRole('row', { name: /pia/ }).waitFor()
  })

  it('enrols a passkey of the public host, and signs in with it', async () => {
    await go('iam/security-credentials/mfa/assign')
    await page.getByLabel('Device name').fill('yellow-key')
    await page.getByText('Passkeys and security keys').click()
    await button('Next').click()
    await button('Add MFA').click()
    await page.getByText('MFA device assigned.').first().waitFor()
    await signOut()
    await signIn.asRoot(root)
    await button('Use passkey or security key').click()
    await signIn.isPassed()
  })

  it('uses its connections to the server again', () => {
    expect(traffic.requests).toBeGreaterThan(50)
    expect(traffic.connections).toBeLessThan(traffic.requests / 2)
  })

  it('has nothing to complain about', () => {
    expect(complaints).toEqual([])
  })
})
