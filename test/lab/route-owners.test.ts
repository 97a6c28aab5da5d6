import type { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabContext } from '../../server/lab/api/requests.js'
import { labRouter } from '../../server/lab/api/router.js'
import { cookiesOf, newAccount, startServer, type TestServer } from '../support/server.js'

/** `anyone`: holds no account's data. `owner`: the learner who owns the account, or the operator. */
type Who = 'anyone' | 'owner' | 'operator'
interface Probe {
  who: Who
  path: string
  body?: Record<string, unknown>
}

let app: TestServer
let accountId = ''
let requestId = ''
const cookies = { nobody: '', stranger: '', owner: '' }

beforeAll(async () => {
  app = await startServer()
  const account = await newAccount(app.url)
  accountId = account.accountId
  cookies.owner = cookiesOf(account.jar)
  cookies.stranger = cookiesOf((await newAccount(app.url)).jar)
  const refused = await fetch(app.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': '20200101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${account.credentials.accessKeyId}/20200101/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
    },
    body: 'Action=ListUsers&Version=2010-05-08',
  })
  requestId = refused.headers.get('x-amzn-requestid') ?? ''
})
afterAll(() => app.close())

/** One probe a route. A new route needs one too: say whose it is, and ask for another's account. */
const probes = (): Record<string, Probe> => {
  const account = accountId
  const of = (path: string, more: Record<string, unknown> = {}): Probe => ({ who: 'owner', path, body: { account, ...more } })
  return {
    'POST /enter-codes': { who: 'operator', path: '/enter-codes', body: {} },
    'POST /enter': { who: 'operator', path: '/enter', body: { code: 'A'.repeat(22) } },
    'POST /course': { who: 'anyone', path: '/course', body: {} },
    'POST /lessons/:id/account': { who: 'anyone', path: '/lessons/capstone/account', body: {} },
    'GET /lessons': { who: 'anyone', path: '/lessons' },
    'GET /lessons/:id/pictures/:name': { who: 'anyone', path: '/lessons/ways-in/pictures/four-doors.svg' },
    'GET /lessons/:id': { who: 'owner', path: `/lessons/root?account=${account}` },
    'GET /progress': { who: 'owner', path: `/progress?account=${account}` },
    'GET /events': { who: 'owner', path: `/events?account=${account}` },
    'POST /lessons/:id/start': of('/lessons/dashboard/start'),
    'GET /lessons/:id/start': { who: 'owner', path: `/lessons/dashboard/start?account=${account}` },
    'POST /lessons/:id/back-to-start': of('/lessons/dashboard/back-to-start'),
    'POST /lessons/:id/steps/:step/skip': of('/lessons/dashboard/steps/x/skip'),
    'POST /lessons/:id/steps/:step/reset': of('/lessons/dashboard/steps/x/reset'),
    'POST /lessons/:id/steps/:step/show': of('/lessons/dashboard/steps/x/show', { line: 0 }),
    'POST /lessons/:id/hint': of('/lessons/dashboard/hint', { step: 'x', hint: 1 }),
    'POST /lessons/:id/quiz': of('/lessons/dashboard/quiz', { quiz: 'x', answer: ['x'] }),
    'POST /lessons/:id/snippet': of('/lessons/dashboard/snippet', { snippet: 'x', text: 'x' }),
    'POST /lessons/:id/act': of('/lessons/dashboard/act', { act: 'x' }),
    'POST /lessons/:id/actors/:actor/key': of('/lessons/rotation/actors/robot/key', {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'x',
    }),
    'POST /lessons/:id/finish': of('/lessons/capstone/finish'),
    'GET /lessons/:id/worksheet': { who: 'owner', path: `/lessons/sigv4/worksheet?account=${account}&snippet=x` },
    'POST /lessons/:id/worksheet': of('/lessons/sigv4/worksheet', { snippet: 'x', text: 'x', time: '20260131T102030Z' }),
    'GET /lessons/:id/bill': { who: 'owner', path: `/lessons/root/bill?account=${account}` },
    'GET /cheat-sheet': { who: 'owner', path: `/cheat-sheet?account=${account}` },
    'POST /lessons/:id/note': of('/lessons/dashboard/note', { text: 'x' }),
    'GET /session': { who: 'anyone', path: '/session' },
    'GET /accounts': { who: 'anyone', path: '/accounts' },
    'POST /accounts/:id/reset': { who: 'owner', path: `/accounts/${account}/reset`, body: {} },
    'POST /accounts/:id/root-password': { who: 'operator', path: `/accounts/${account}/root-password`, body: {} },
    'DELETE /accounts/:id': { who: 'owner', path: `/accounts/${account}` },
    'POST /accounts/:id/clock': { who: 'owner', path: `/accounts/${account}/clock`, body: { forward: '1s' } },
    'POST /accounts/:id/export': { who: 'owner', path: `/accounts/${account}/export`, body: { passphrase: 'x'.repeat(12) } },
    'POST /accounts/import': { who: 'anyone', path: '/accounts/import', body: {} },
    'GET /explanations/:requestId': { who: 'owner', path: `/explanations/${requestId}?account=${account}` },
    'GET /ssh': { who: 'anyone', path: '/ssh' },
    'GET /ssh/host-key': { who: 'anyone', path: '/ssh/host-key' },
    'POST /ssh/challenges': of('/ssh/challenges', { loginName: 'ec2-user' }),
    'POST /ssh/sessions': of('/ssh/sessions', { loginName: 'ec2-user', challenge: 'x'.repeat(43) }),
    'POST /ssh/sessions/:id/keys': of('/ssh/sessions/x/keys', { data: '' }),
    'POST /ssh/sessions/:id/size': of('/ssh/sessions/x/size', { columns: 80, rows: 24 }),
    'POST /ssh/sessions/:id/end': of('/ssh/sessions/x/end'),
    'GET /requests': { who: 'owner', path: `/requests?account=${account}` },
    'DELETE /requests': { who: 'owner', path: `/requests?account=${account}` },
    'GET /requests/:requestId': { who: 'owner', path: `/requests/${requestId}?account=${account}` },
  }
}

/** Every route that the lab mounts, with nothing behind it. */
function mounted(): string[] {
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing })
  const { stack }: Router = labRouter(nothing as LabContext)
  return stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`).slice(-1) : [],
  )
}

async function ask(name: string, { path, body }: Probe, headers: Record<string, string>) {
  const response = await fetch(`${app.url}/api/lab${path}`, {
    method: name.split(' ')[0] ?? 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // An event stream has no end.
  const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text()
  if (text === '') await response.body?.cancel().catch(() => undefined)
  return { status: response.status, text }
}

describe('the lab’s routes', () => {
  it('have a probe each', () => {
    expect(mounted().sort()).toEqual(Object.keys(probes()).sort())
  })

  it('give nothing of an account to a stranger or another browser, and change nothing', async () => {
    for (const [name, probe] of Object.entries(probes())) {
      for (const cookie of [cookies.nobody, cookies.stranger]) {
        const { status, text } = await ask(name, probe, cookie ? { cookie } : {})
        if (probe.who === 'anyone') expect(text, name).not.toContain(accountId)
        else expect([name, status]).toEqual([name, 403])
      }
    }
    expect(await app.accounts.get(accountId)).toBeDefined()
  })

  it('are no way to the account by a key id or a request id of its own either', async () => {
    for (const path of [`/explanations/${requestId}`, '/explanations/last', `/requests/${requestId}`]) {
      const { status, text } = await ask('GET', { who: 'owner', path }, { cookie: cookies.stranger })
      expect([path, status]).toEqual([path, 404])
      expect(text).not.toContain(accountId)
    }
  })

  it('let the owner in, and the operator', async () => {
    const { 'DELETE /accounts/:id': last, ...others } = probes()
    for (const [name, probe] of [...Object.entries(others), ['DELETE /accounts/:id', last] as const]) {
      if (probe?.who !== 'owner') continue
      const operator = { authorization: `Bearer ${app.operatorToken}` }
      const statuses = name.startsWith('DELETE /accounts')
        ? [(await ask(name, probe, { cookie: cookies.owner })).status]
        : [(await ask(name, probe, { cookie: cookies.owner })).status, (await ask(name, probe, operator)).status]
      for (const status of statuses) {
        expect([name, status]).not.toEqual([name, 403])
        expect([name, status < 500]).toEqual([name, true])
      }
    }
  })
})
