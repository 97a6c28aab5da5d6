import type { Server } from 'node:http'
import { Agent, request } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TlsDoor } from '../../server/http/tls-door.js'
import { TIMEOUTS, Traffic } from '../../server/http/traffic.js'
import type { Names } from '../../server/own-names.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { authorityOf } from '../../server/tls/authority.js'
import { issuedCertificate, type ServerCertificate } from '../../server/tls/server-certificate.js'
import { ask, askJson } from '../support/http.js'
import { ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'

const NAMES: Names = { names: ['laptop.local', 'localhost'], addresses: ['127.0.0.1', '127.0.0.2'] }
let certificate: ServerCertificate
let app: TestServer
let ca: string
let port: number

beforeAll(async () => {
  const masterKey = new Uint8Array(32)
  const { secrets } = await openStore({ engine: 'sqlite', file: ':memory:', masterKey, clock: systemClock })
  const authority = await authorityOf({ secrets, clock: systemClock, names: NAMES, named: [] })
  const own = () => NAMES
  certificate = await issuedCertificate(authority, { own, clock: systemClock, log: () => {}, onNames: () => {} })
  ca = authority.certificate
  app = await startServer({ certificate, names: own })
  port = Number(new URL(app.url).port)
})
afterAll(() => app.close())

const LOCAL = () => `https://laptop.local:${port}`

/** All that a socket gets until it ends, after it sent this. */
function exchange(text: string | Buffer, from = port): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = ''
    const socket = connect(from, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(got))
    socket.on('error', reject)
  })
}

describe('a port of TLS', () => {
  it('serves pages, with Secure cookies, an Origin check, and links of the same address', async () => {
    const jar = new Map<string, string>()
    const wanted = { email: 'tls@example.com', password: ROOT_PASSWORD, accountName: 'Example' }
    const signUp = (origin: string) =>
      askJson<{ accountId: string }>(LOCAL(), '/api/signin/sign-up', wanted, jar, { ca, headers: { Origin: origin } })
    expect((await signUp(`http://laptop.local:${port}`)).status).toBe(403)
    const made = await signUp(LOCAL())
    expect(made.status, made.text).toBe(201)
    expect(made.cookies.length).toBeGreaterThan(0)
    for (const line of made.cookies) expect(line).toMatch(/; Secure; SameSite=Strict$/)
    expect((await ask(LOCAL(), '/signin', { ca })).headers['strict-transport-security']).toBeUndefined()
  })

  it('keeps a connection for several requests, and takes a body in parts', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca, servername: 'laptop.local' })
    const ports = new Set<number | undefined>()
    for (let at = 0; at < 3; at++) {
      const status = await new Promise((resolve, reject) => {
        const headers = { Host: `laptop.local:${port}`, 'Content-Type': 'application/json' }
        const call = request({ port, host: '127.0.0.1', agent, method: 'POST', path: '/api/signin/sign-up', headers })
        call.on('response', (response) => {
          ports.add(response.socket.localPort)
          response.resume().on('end', () => resolve(response.statusCode))
        })
        call.on('error', reject)
        call.write('{"email":')
        setImmediate(() => call.end('1}'))
      })
      expect(status).toBe(400)
    }
    expect(ports.size).toBe(1)
    agent.destroy()
  })

  it('answers under its own names only', async () => {
    const status = async (host: string) => (await ask(LOCAL(), '/signin', { ca, host })).status
    expect(await status('laptop.local')).toBe(200)
    expect(await status(`127.0.0.2:${port}`)).toBe(200)
    for (const stranger of ['evil.example', '192.0.2.9', 'laptop.local.evil.example']) expect(await status(stranger)).toBe(421)
  })

  it('speaks HTTP/1.1 only, by TLS 1.2 or later', async () => {
    const shaken = (options: object) =>
      new Promise<string>((resolve) => {
        const socket = connectTls({ port, host: '127.0.0.1', ca, servername: 'laptop.local', ...options }, () => {
          resolve(`${socket.getProtocol()} ${socket.alpnProtocol}`)
          socket.destroy()
        })
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
      })
    expect(await shaken({ ALPNProtocols: ['h2', 'http/1.1'] })).toBe('TLSv1.3 http/1.1')
    expect(await shaken({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2 false')
    expect(await shaken({ ALPNProtocols: ['h2'] })).toMatch(/NO_APPLICATION_PROTOCOL/)
    expect(await shaken({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' })).toMatch(/PROTOCOL/)
  })

  it('tells a client of plain HTTP to use https, and who to trust', async () => {
    const page = await ask(app.url, '/signin', { host: `laptop.local:${port}` })
    expect(page.status).toBe(400)
    expect(page.text).toContain(`href="https://laptop.local:${port}/"`)
    expect(page.text).toContain('href="/trust"')
    const call = await ask(app.url, '/', { method: 'POST', body: 'Action=GetUser', host: `laptop.local:${port}` })
    expect([call.status, call.text]).toEqual([
      400,
      `This server uses https. Send your requests to https://laptop.local:${port}\n`,
    ])
    expect((await ask(app.url, '/trust', { host: 'evil.example' })).status).toBe(421)
    const strange = await ask(app.url, '/signin', { host: '<script>.localhost' })
    expect(strange.text).not.toContain('<script>')
  })

  it.each(['http', 'https'])('gives its authority and the page about it over %s', async (scheme) => {
    const asked = { host: `laptop.local:${port}`, ...(scheme === 'https' ? { ca } : {}) }
    const pem = await ask(LOCAL(), '/ca.pem', asked)
    expect([pem.status, pem.text, pem.headers['content-type']]).toEqual([200, ca, 'application/x-x509-ca-cert'])
    const page = await ask(LOCAL(), '/trust', asked)
    expect(page.status).toBe(200)
    expect(page.text).toContain(certificate.authority?.fingerprint)
    expect(page.text).toContain(`export AWS_ENDPOINT_URL=https://laptop.local:${port}`)
    expect(page.text).toContain(`href="https://laptop.local:${port}/"`)
    // Addresses of another machine lead nowhere.
    expect(page.text).not.toMatch(/href="https:\/\/(?:localhost|127\.|\[::1|\[fe80)/)
    for (const system of ['windows', 'macos', 'linux', 'firefox', 'android', 'ios', 'tools'])
      expect(page.text).toContain(`id="${system}"`)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('answers what is neither TLS nor HTTP as it answers it without TLS', async () => {
    expect(await exchange('\0\0hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nX-Content-Type-Options/)
    // A record of the handshake that holds none.
    expect(await exchange(Buffer.from('160301000568656c6c6f', 'hex'))).not.toContain('HTTP')
    expect((await ask(LOCAL(), '/signin', { ca })).status).toBe(200)
  })

  it('answers a balancer that asks for its health by plain HTTP', async () => {
    expect((await ask(app.url, '/readyz', { host: '10.0.0.1' })).text).toBe('ready\n')
  })
})

describe('slow sockets at a port of TLS', () => {
  async function door(connections: number): Promise<{ server: Server; port: number }> {
    const traffic = new Traffic((_request, response) => response.destroy(), { connections })
    const server = new TlsDoor(certificate, traffic, (asked, response) => {
      if (traffic.admit(asked, response)) response.end('ok')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, port: (server.address() as AddressInfo).port }
  }
  const closed = (socket: Socket) => new Promise<void>((resolve) => socket.on('close', () => resolve()))
  const stop = (server: Server) =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(resolve)
    })

  it('are closed if they send nothing, or never end their handshake', async () => {
    const before = TIMEOUTS.headersTimeout
    TIMEOUTS.headersTimeout = 300
    const { server, port: own } = await door(10)
    try {
      const silent = connect(own, '127.0.0.1')
      const half = connect(own, '127.0.0.1', () => half.write(Buffer.from('16', 'hex')))
      for (const socket of [silent, half]) socket.on('error', () => {}).resume()
      await Promise.all([closed(silent), closed(half)])
    } finally {
      TIMEOUTS.headersTimeout = before
      await stop(server)
    }
  })

  it('make room for others: the one that has been silent for longest is closed', async () => {
    const { server, port: own } = await door(2)
    const silent = [connect(own, '127.0.0.1'), connect(own, '127.0.0.1')]
    for (const socket of silent) socket.on('error', () => {}).resume()
    const oneClosed = Promise.race(silent.map(closed))
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.on('connect', resolve))))
    const url = `https://laptop.local:${own}`
    expect((await ask(url, '/', { ca })).text).toBe('ok')
    await oneClosed
    expect(silent.filter(({ destroyed }) => destroyed)).toHaveLength(1)
    expect((await ask(url, '/', { ca })).text).toBe('ok')
    await stop(server)
  })

  it('keep no server from stopping', async () => {
    const { server, port: own } = await door(10)
    const silent = connect(own, '127.0.0.1')
    silent.on('error', () => {}).resume()
    await new Promise((resolve) => silent.on('connect', resolve))
    expect((await ask(`https://laptop.local:${own}`, '/', { ca })).text).toBe('ok')
    await Promise.all([stop(server), closed(silent)])
  })
})
