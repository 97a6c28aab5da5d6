import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { networkOf } from '../../server/proxy/networks.js'
import { startServer, type TestServer } from '../support/server.js'

const [PROXY, STRANGER] = ['127.0.0.1', '127.0.0.2']
const proxy = networkOf(PROXY)
const trustedProxies = proxy ? [proxy] : []
/** sshd's own: so many connections of one source wait for their login. */
const OF_SOURCE = 20

let app: TestServer
const sockets: Client[] = []
afterEach(async () => {
  for (const { socket } of sockets.splice(0)) socket.destroy()
  await app.close()
})

interface Client {
  socket: Socket
  /** What the server said. */
  heard(): string
  open(): boolean
}

async function client(first: string, from = PROXY): Promise<Client> {
  const socket = connect({ port: app.sshPort, host: '127.0.0.1', localAddress: from })
  let heard = ''
  let open = true
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1')
  })
  socket.on('close', () => {
    open = false
  })
  await once(socket, 'connect')
  socket.write(first)
  const one = { socket, heard: () => heard, open: () => open }
  sockets.push(one)
  return one
}

const line = (address: string) => `PROXY TCP4 ${address} 127.0.0.1 51000 22\r\n`
const IDENT = 'SSH-2.0-test\r\n'
const openOnes = (all: Client[]) => all.filter((one) => one.open()).length

describe('SSH connections of a proxy that names its clients', () => {
  const start = async () => {
    app = await startServer({ trustedProxies, sshProxyProtocol: true })
  }

  it('begin with the line, and go on with the client’s own bytes', async () => {
    await start()
    const one = await client(line('203.0.113.7') + IDENT)
    await expect.poll(one.heard).toMatch(/^SSH-2\.0-IAM_Dojo\r\n.*curve25519/s)
  })

  it.each([
    ['no line', IDENT],
    ['a line without an address', 'PROXY TCP4 unknown 127.0.0.1 1 2\r\n'],
    ['something else', 'GET / HTTP/1.1\r\n\r\n'],
    ['a line without an end', 'PROXY '.padEnd(200, 'x')],
  ])('are closed unheard with %s', async (_name, first) => {
    await start()
    const one = await client(first)
    await expect.poll(one.open).toBe(false)
    expect(one.heard()).toBe('')
  })

  it('are told apart: a crowd of one client turns out nobody else', async () => {
    await start()
    const others = await Promise.all(Array.from({ length: 30 }, (_, at) => client(line(`198.51.100.${at}`) + IDENT)))
    for (const { heard } of others) await expect.poll(heard).toContain('SSH-2.0')
    const crowd = await Promise.all(Array.from({ length: 25 }, () => client(line('203.0.113.7'))))
    await expect.poll(() => openOnes(crowd)).toBe(OF_SOURCE)
    expect(openOnes(others)).toBe(30)
  })

  it('are the only ones that may begin so', async () => {
    await start()
    const forged = await Promise.all(Array.from({ length: 25 }, (_, at) => client(line(`198.51.100.${at}`), STRANGER)))
    // They count as what they are: connections of one address.
    await expect.poll(() => openOnes(forged)).toBeLessThanOrEqual(OF_SOURCE)
    const direct = await client(IDENT, STRANGER)
    await expect.poll(direct.heard).toMatch(/^SSH-2\.0-IAM_Dojo\r\n/)
  })
})

it('lets more than one client’s share of connections wait for a proxy that names nobody', async () => {
  app = await startServer({ trustedProxies })
  const all = await Promise.all(Array.from({ length: 30 }, () => client(IDENT)))
  for (const { heard } of all) await expect.poll(heard).toContain('SSH-2.0')
  expect(openOnes(all)).toBe(30)
})
