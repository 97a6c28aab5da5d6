import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { turningProxy, turningTcp } from '../support/turning-proxy.js'

const open: { close(): unknown; closeAllConnections?(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) {
    one.closeAllConnections?.()
    one.close()
  }
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A proxy before one server for each listener. */
const before = async (...listeners: RequestListener[]): Promise<number> =>
  listening(turningProxy(await Promise.all(listeners.map((one) => listening(createServer(one))))))

/** All that comes back until the server hangs up. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}

const END = 'Connection: close\r\n\r\n'

it('gives each request to the next server, on one connection too', async () => {
  const named =
    (name: string): RequestListener =>
    (_request, response) =>
      response.end(name)
  const port = await before(named('one'), named('two'))
  const get = 'GET / HTTP/1.1\r\nHost: a\r\n'
  const answer = await exchange(port, `${get}\r\n${get}\r\n${get}${END}`)
  expect(answer.match(/one|two/g)).toEqual(['one', 'two', 'one'])
})

it('passes the path, the headers, and the body on as they came', async () => {
  const port = await before(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    response.end(JSON.stringify({ url: request.url, rawHeaders: request.rawHeaders.slice(0, 10), body }))
  })
  const headers = ['HOST', 'dojo.test:99', 'X-Twice', 'b', 'x-other', 'c', 'X-Twice', 'a', 'Content-Length', '5']
  const lines = Array.from({ length: 5 }, (_, at) => `${headers[2 * at]}: ${headers[2 * at + 1]}\r\n`).join('')
  const answer = await exchange(port, `POST //a/../b?x=%2F HTTP/1.1\r\n${lines}${END}hello`)
  expect(
    JSON.parse(
      answer
        .split('\r\n\r\n')[1]
        ?.replace(/^[\da-f]+\r\n/, '')
        .split('\r\n')[0] ?? '',
    ),
  ).toEqual({
    url: '//a/../b?x=%2F',
    rawHeaders: headers,
    body: 'hello',
  })
})

it('passes on all of a body that is answered before it has come', async () => {
  const size = 3_000_000
  let came = 0
  const port = await before((request, response) => {
    request.once('data', () => response.end('early'))
    request.on('data', (chunk: Buffer) => {
      came += chunk.length
    })
  })
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`)
    socket.write(Buffer.alloc(size))
  })
  await expect.poll(() => came).toBe(size)
  socket.destroy()
})

it('passes the status line and the headers of an answer on as they came', async () => {
  const port = await before((_request, response) => {
    response.sendDate = false
    response.writeHead(299, 'Quite Fine', ['X-Twice', 'b', 'x-twice', 'a', 'Content-Length', '0']).end()
  })
  const answer = await exchange(port, `GET / HTTP/1.1\r\nHost: a\r\n${END}`)
  expect(answer).toBe('HTTP/1.1 299 Quite Fine\r\nX-Twice: b\r\nx-twice: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
})

it('streams an answer, and tells the server when the client has gone', async () => {
  let hungUp = () => {}
  const gone = new Promise<void>((resolve) => {
    hungUp = resolve
  })
  const port = await before((_request, response) => {
    response.write('first')
    response.on('close', hungUp)
  })
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
    socket.on('data', (chunk) => {
      if (!chunk.toString().includes('first')) return
      socket.destroy()
      resolve()
    })
  })
  await gone
})

it('leaves it to the server whether a body is wanted', async () => {
  const server = createServer()
  server.on('checkContinue', (request, response) => {
    if (request.url === '/no') response.writeHead(403, { Connection: 'close' }).end('no')
    else {
      response.writeContinue()
      request.resume().on('end', () => response.end('yes'))
    }
  })
  const port = await listening(turningProxy([await listening(server)]))
  const asked = (path: string) => `PUT ${path} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n`
  expect(await exchange(port, `${asked('/no')}\r\n`)).toMatch(/^HTTP\/1\.1 403 /)
  expect(await exchange(port, `${asked('/yes')}${END}ok`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
})

it('lets the server answer what is no HTTP', async () => {
  const server = createServer()
  server.on('clientError', (_error, socket) => socket.end('HTTP/1.1 400 Mine\r\n\r\n'))
  const port = await listening(turningProxy([await listening(server)]))
  expect(await exchange(port, 'nonsense\r\n\r\n')).toBe('HTTP/1.1 400 Mine\r\n\r\n')
})

it('passes by a server that is not there', async () => {
  const gone = createServer()
  const nobody = await listening(gone)
  await new Promise((resolve) => gone.close(resolve))
  const there = await listening(createServer((_request, response) => response.end('here')))
  const port = await listening(turningProxy([nobody, there]))
  for (let n = 0; n < 3; n++) expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here')
})

it('gives each bare connection to the next server', async () => {
  const named = (name: string) => listening(createTcpServer((socket) => socket.end(name)))
  const port = await listening(turningTcp([await named('one'), await named('two')]))
  expect([await exchange(port, ''), await exchange(port, ''), await exchange(port, '')]).toEqual(['one', 'two', 'one'])
})
