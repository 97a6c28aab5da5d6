import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Traffic } from '../../server/http/traffic.js'
import { newAccount, startServer } from '../support/server.js'

let server: Server | undefined
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.closeAllConnections()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

type Limits = ConstructorParameters<typeof Traffic>[1]

/** A server that reads each body to its end and then answers; says how much it holds of bodies that have not ended. */
async function serving(limits: Limits, answer = 'ok') {
  let held = 0
  const refuse = (_request: IncomingMessage, response: ServerResponse) => response.writeHead(503).end('busy')
  const traffic = new Traffic(refuse, limits)
  server = createServer((request, response) => {
    if (!traffic.admit(request, response)) return
    let own = 0
    request.on('data', (chunk: Buffer) => {
      own += chunk.length
      held += chunk.length
    })
    request.on('end', () => response.end(answer))
    response.on('close', () => {
      held -= own
    })
  })
  traffic.watch(server)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, held: () => held }
}

function open(port: number, text: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(text)
  sockets.push(socket)
  return socket
}

const post = (length: number): string => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.on('close', () => resolve()))

function send(port: number, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ port, method: 'POST', agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

describe('bodies that never end', () => {
  it('are bounded together: the oldest is refused, and whoever sends all of theirs is served', async () => {
    const { port, held } = await serving({ bodyBytes: 500_000 })
    const slow = Array.from({ length: 20 }, () => open(port, post(1_000_000) + 'x'.repeat(100_000)))
    const [oldest] = slow
    let answer = ''
    oldest?.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
    })
    for (const socket of slow) socket.resume()
    await Promise.all(slow.slice(0, 10).map(closed))
    expect(answer).toMatch(/^HTTP\/1.1 503/)
    expect(held()).toBeLessThan(600_000)
    expect(await send(port, 'y'.repeat(50_000))).toEqual({ status: 200, text: 'ok' })
  })
})

describe('answers that nobody reads', () => {
  it('are bounded together: the oldest loses its connection', async () => {
    const { port } = await serving({ answerBytes: 60_000_000 }, 'x'.repeat(20_000_000))
    const deaf = Array.from({ length: 8 }, () => {
      const socket = open(port, post(0))
      socket.pause()
      return socket
    })
    // Nothing is read, so the client learns of it when it writes or reads on.
    await expect
      .poll(async () => new Promise<number>((resolve) => server?.getConnections((_, count) => resolve(count))))
      .toBeLessThanOrEqual(3)
    expect(deaf).toHaveLength(8)
    expect((await send(port, '')).text).toHaveLength(20_000_000)
  })
})

describe('connections', () => {
  it('that say nothing make room for new ones, the oldest first', async () => {
    const { port } = await serving({ connections: 5 })
    const idle = Array.from({ length: 5 }, () => open(port, 'POST / HTTP/1.1\r\nHost: '))
    await expect
      .poll(async () => new Promise<number>((resolve) => server?.getConnections((_, count) => resolve(count))))
      .toBe(5)
    const [oldest, ...others] = idle
    const gone = oldest ? closed(oldest) : undefined
    expect(await send(port, 'hello')).toEqual({ status: 200, text: 'ok' })
    await gone
    expect(others.every(({ destroyed }) => !destroyed)).toBe(true)
  })

  it('that only send bodies make room for new ones, the oldest first', async () => {
    const { port } = await serving({ connections: 5 })
    const slow = Array.from({ length: 5 }, () => open(port, `${post(100)}x`))
    await expect
      .poll(async () => new Promise<number>((resolve) => server?.getConnections((_, count) => resolve(count))))
      .toBe(5)
    const [oldest, ...others] = slow
    const gone = oldest ? closed(oldest) : undefined
    expect(await send(port, 'hello')).toEqual({ status: 200, text: 'ok' })
    await gone
    expect(others.every(({ destroyed }) => !destroyed)).toBe(true)
  })

  it('that send request after request and wait for no answer are closed', async () => {
    const traffic = new Traffic(() => undefined)
    server = createServer((request, response) => void traffic.admit(request, response))
    traffic.watch(server)
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    await closed(open(typeof address === 'object' && address ? address.port : 0, post(0).repeat(17)))
  })
})

describe('requests that wait behind another one on their connection', () => {
  const behindOne = `${post(0).repeat(10)}`
  /** Answers only requests with a body: the first without one holds up all that come after it. */
  async function holding(requests: number) {
    const traffic = new Traffic(() => undefined, { requests })
    server = createServer((request, response) => {
      if (!traffic.admit(request, response)) return
      request.resume()
      if (request.headers['content-length'] !== '0') response.end('ok')
    })
    traffic.watch(server)
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  it('are over when the connection is', async () => {
    const port = await holding(25)
    for (let n = 0; n < 5; n++) {
      const left = open(port, behindOne)
      await new Promise((resolve) => setTimeout(resolve, 20))
      left.destroy()
    }
    const kept = open(port, behindOne)
    const gone = closed(kept).then(() => 'gone')
    expect(await Promise.race([gone, send(port, 'hello').then(({ text }) => text)])).toBe('ok')
  })

  it('cost their own connection when there are too many, and no other client an answer', async () => {
    const port = await holding(25)
    const greedy = Array.from({ length: 3 }, () => open(port, behindOne))
    await Promise.race(greedy.map(closed))
    expect(await send(port, 'hello')).toEqual({ status: 200, text: 'ok' })
  })
})

describe('the wire', () => {
  it('refuses half-sent bodies that are too many with AWS’s own code, serves others, and logs no error', async () => {
    const app = await startServer()
    try {
      const { hostname, port } = new URL(app.url)
      const head = `POST / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 1000000\r\n\r\n`
      const slow = Array.from({ length: 70 }, () => open(Number(port), head + 'x'.repeat(990_000)))
      const [oldest] = slow
      let answer = ''
      oldest?.on('data', (chunk: Buffer) => {
        answer += chunk.toString()
      })
      if (oldest) await closed(oldest)
      expect(answer).toMatch(/^HTTP\/1.1 503[\s\S]*<Code>ServiceUnavailable<\/Code>/)
      expect((await newAccount(app.url)).accountId).toMatch(/^\d{12}$/)
      expect(app.logs).toEqual([])
    } finally {
      for (const socket of sockets) socket.destroy()
      await app.close()
    }
  })
})
