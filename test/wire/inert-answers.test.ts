import { connect } from 'node:net'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

const NOSNIFF = 'nosniff'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** What the server answers to these bytes. */
function raw(bytes: string): Promise<string> {
  const { port } = new URL(app.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('end', () => resolve(text)).on('error', reject)
  })
}

const bare = (headers: Record<string, unknown>): void => {
  expect(headers['x-content-type-options']).toBe(NOSNIFF)
  expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
}

describe('an answer that may repeat what a stranger wrote', () => {
  it.each([
    [
      400,
      () =>
        request(app.server)
          .get('/?Action=AssumeRoleWithWebIdentity')
          .ok(() => true),
    ],
    [
      400,
      () =>
        request(app.server)
          .get('/?Action=<script>alert(1)</script>')
          .ok(() => true),
    ],
    [403, () => request(app.server).post('/').set(FORM).send('Action=ListUsers&Version=2010-05-08')],
    [400, () => request(app.server).post('/').set('x-amz-target', 'CloudTrail_20131101.Nothing').send('{}')],
    [413, () => request(app.server).post('/').set(FORM).send('x'.repeat(2_000_000))],
    [302, () => request(app.server).get('/?X-Amz-Algorithm=AWS4-HMAC-SHA256').redirects(0)],
    [421, () => request(app.server).get('/').set('Host', 'evil.example')],
  ])('runs nothing, is framed nowhere and is not guessed at (%i)', async (status, ask) => {
    const answer = await ask().ok(() => true)
    expect(answer.status).toBe(status)
    bare(answer.headers as Record<string, unknown>)
  })

  it('is so when it succeeds, and the SDKs read it as before', async () => {
    const { credentials } = await newAccount(app.url)
    const { STS } = await import('@aws-sdk/client-sts')
    const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials })
    let headers: Record<string, string> = {}
    sts.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args)
        ;({ headers } = result.response as { headers: Record<string, string> })
        return result
      },
      { step: 'deserialize', priority: 'high' },
    )
    expect((await sts.getCallerIdentity({})).Account).toMatch(/^\d{12}$/)
    bare(headers)
  })

  it.each([
    [400, 'NONSENSE\r\n\r\n'],
    [400, 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: <script>\r\n\r\n'],
    [431, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('is so for bytes that are no request (%i)', async (status, bytes) => {
    const answer = await raw(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain(`X-Content-Type-Options: ${NOSNIFF}`)
    expect(answer).toContain("Content-Security-Policy: default-src 'none'")
  })
})
