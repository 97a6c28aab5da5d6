import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { accessKeyId } from '../../server/account/ids.js'
import { sign } from '../../server/sigv4/sign.js'
import { type Answers, flood, requestText } from './flood.js'
import { newAccount, post } from './server.js'
import { seededRandom } from './world.js'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const LARGE_HEADER = 'x'.repeat(12_000)

/** How much of each kind is sent. */
export interface Extent {
  refusals: number
  streams: number
  events: number
  readings: number
  inspected: number
  signIns: number
  halfBodies: number
  unreadAnswers: number
}

/** What came back, to see that each attack did what it is meant to do. */
export interface Outcome {
  refusals: Answers
  events: Answers
  readings: Answers
  inspected: Answers
  signIns: Answers
  streamsOpened: number
}

function* repeated(count: number, make: (n: number) => string): Generator<string> {
  for (let n = 0; n < count; n++) yield make(n)
}

/**
 * Sends a server all that strangers, and owners of one account, can send to be kept in memory. `between` is called after
 * each kind. All that it opens stays open until the end, and is then closed.
 */
export async function attackMemory(
  url: string,
  operatorToken: string,
  extent: Extent,
  between: (kind: string) => void,
): Promise<Outcome> {
  const target = await targetOf(url)
  const sockets: Socket[] = []
  try {
    const streamsOpened = await unreadStreams(target, operatorToken, extent.streams, sockets)
    const inspected = await flood(
      target.port,
      repeated(extent.inspected, () => target.signed('sts', READ, { 'x-large': LARGE_HEADER })),
    )
    between('inspected requests with large headers')
    const refusals = await flood(
      target.port,
      repeated(extent.refusals, (n) => target.stranger(n)),
    )
    between('refused requests')
    const create = (n: number) => target.signed('iam', `Action=CreateUser&Version=2010-05-08&UserName=u${n}`)
    const events = await flood(target.port, repeated(extent.events, create), { connections: 2, underway: 2 })
    between('events on streams that nobody reads')
    const readings = await flood(
      target.port,
      repeated(extent.readings, () => target.signed('sts', READ)),
    )
    between('reading calls')
    const signIns = await flood(
      target.port,
      repeated(extent.signIns, (n) => target.signIn(n)),
    )
    between('failed sign-ins')
    await halfBodies(target, extent.halfBodies, sockets)
    between('bodies that do not end')
    await unreadAnswers(target, extent.unreadAnswers, sockets)
    between('answers that nobody reads')
    return { refusals, events, readings, inspected, signIns, streamsOpened }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

const READ = 'Action=GetCallerIdentity&Version=2011-06-15'
type Target = Awaited<ReturnType<typeof targetOf>>

/** An account with root's credentials, and ready-made requests to it. */
async function targetOf(url: string) {
  const { host, port } = new URL(url)
  const account = await newAccount(url)
  const random = seededRandom('memory')
  const known = new Map<string, string>()
  const signed = (service: string, body: string, more: Record<string, string> = {}): string => {
    // A signature is good for some minutes.
    const key = `${Math.floor(Date.now() / 60_000)} ${service} ${body} ${Object.keys(more).join()}`
    const text =
      known.get(key) ??
      requestText(
        host,
        {
          ...sign({
            method: 'POST',
            path: '/',
            headers: { host, ...FORM },
            body,
            region: 'us-east-1',
            service,
            credentials: account.credentials,
            now: Date.now(),
          }),
          ...more,
        },
        body,
      )
    if (known.size > 100) known.clear()
    known.set(key, text)
    return text
  }
  const stranger = (n: number): string => {
    const id = accessKeyId('AKIA', String(100_000_000_000 + n), random)
    const now = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
    const scope = `${id}/${now.slice(0, 8)}/us-east-1/sts/aws4_request`
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`
    return requestText(host, { ...FORM, authorization, 'x-amz-date': now, 'user-agent': LARGE_HEADER }, READ)
  }
  const signIn = (n: number): string => {
    const body = JSON.stringify({ kind: 'iam', account: account.accountId, userName: `nobody${n % 1000}`, password: 'wrong' })
    const headers = { 'content-type': 'application/json', origin: url, 'user-agent': LARGE_HEADER }
    return requestText(host, headers, body, '/api/signin')
  }
  return { url, host, port: Number(port), account, signed, stranger, signIn }
}

async function unreadStreams(
  { url, account }: Target,
  operatorToken: string,
  count: number,
  sockets: Socket[],
): Promise<number> {
  const headers = { authorization: `Bearer ${operatorToken}` }
  const path = `${url}/api/lab/events?account=${account.accountId}`
  let opened = 0
  for (let n = 0; n < count; n++) {
    await new Promise<void>((resolve, reject) => {
      const call = get(path, { headers, agent: false }, (response) => {
        if (response.statusCode === 200) opened++
        response.pause()
        resolve()
      })
      call.on('socket', (socket) => sockets.push(socket))
      call.on('error', reject)
    })
  }
  return opened
}

async function halfBodies({ host, port }: Target, count: number, sockets: Socket[]): Promise<void> {
  const head = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\n`
  await sendAll(port, count, () => head + 'x'.repeat(990_000), sockets)
}

/** Listings as large as they come, of an account that has users by now. */
async function unreadAnswers({ port, signed }: Target, count: number, sockets: Socket[]): Promise<void> {
  const list = signed('iam', 'Action=ListUsers&Version=2010-05-08&MaxItems=1000')
  await sendAll(port, count, () => list.repeat(15), sockets)
}

function sendAll(port: number, count: number, text: () => string, sockets: Socket[]): Promise<unknown> {
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<void>((resolve) => {
          const socket = connect(port, '127.0.0.1')
          sockets.push(socket)
          socket.pause()
          socket.on('error', () => resolve())
          socket.on('close', () => resolve())
          socket.write(text(), () => setTimeout(resolve, 50))
        }),
    ),
  )
}

/** Is the server still there, for everybody? */
export const stillServes = async (url: string): Promise<boolean> => {
  const { status } = await post(url, '/api/signin', { kind: 'root', email: 'nobody@example.com', password: 'x' })
  return status < 500
}
