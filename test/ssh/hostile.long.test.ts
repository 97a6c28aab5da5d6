import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'ssh2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canMeasureTurns, LONGEST_TURN_MS, measuredProcess } from '../bounds/turns.js'
import { type KeyFile, OpenSsh } from './open-ssh.js'

const USER = 'ec2-user+i-0123456789abcdef0'
const LOGIN_MS = 4_000
/** More than after the first logins. */
const MOST_GROWTH_MEGABYTES = 60

let folder: OpenSsh
let ssh: OpenSsh
let key: KeyFile
let stranger: KeyFile
let server: Awaited<ReturnType<typeof measuredProcess>>
let port: number
let megabytes: number

beforeAll(async () => {
  folder = new OpenSsh(0)
  key = folder.key('key', 'ed25519')
  stranger = folder.key('stranger', 'ed25519')
  server = await measuredProcess(
    fileURLToPath(new URL('server-process.ts', import.meta.url)),
    [key.line, JSON.stringify({ loginMs: LOGIN_MS, closingMs: 500 })],
    /ready at (\d+)/,
  )
  port = Number(server.ready[1])
  ssh = new OpenSsh(port)
  for (let warm = 0; warm < 5; warm++) await honest()
  megabytes = server.residentMegabytes()
})

afterAll(async () => {
  folder?.remove()
  ssh?.remove()
  await server?.stop()
})

/** One login as everybody does it. */
async function honest(): Promise<void> {
  const { out, err } = await ssh.ssh(USER, { key, command: ['echo', 'in'] })
  expect(out, err).toBe('in\n')
}

function opened(count: number, hello: (socket: Socket) => void): { sockets: Socket[]; allClosed: Promise<unknown> } {
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('connect', () => hello(socket))
    socket.resume()
    return socket
  })
  return { sockets, allClosed: Promise.all(sockets.map((one) => new Promise((resolve) => one.once('close', resolve)))) }
}

/** ssh2's own client, logged in. */
function loggedIn(): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client()
    client.on('ready', () => resolve(client)).on('error', reject)
    client.connect({ host: '127.0.0.1', port, username: USER, privateKey: readFileSync(key.path) })
  })
}

const within = async (work: () => Promise<unknown>) => {
  expect(await server.longestTurn(work)).toBeLessThanOrEqual(LONGEST_TURN_MS)
  expect(server.residentMegabytes() - megabytes).toBeLessThan(MOST_GROWTH_MEGABYTES)
  if (process.env.SHOW_TURNS) process.stderr.write(`${server.residentMegabytes().toFixed(0)} MB of ${megabytes.toFixed(0)}\n`)
}

describe.skipIf(!canMeasureTurns)('strangers', () => {
  const kinds: [what: string, hello: (socket: Socket) => void][] = [
    ['sockets that say nothing', () => {}],
    ['a name of 200 kB', (socket) => socket.write(`SSH-2.0-${'x'.repeat(200_000)}`)],
    ['garbage', (socket) => socket.write(Buffer.alloc(50_000, 0x5a))],
    [
      'a good name and then garbage',
      (socket) => socket.write(`SSH-2.0-Stranger\r\n${'\x00\x00\x10\x00garbage'.repeat(5_000)}`),
    ],
    ['a good name and then nothing', (socket) => socket.write('SSH-2.0-Stranger\r\n')],
    ['a packet that never ends', (socket) => socket.write(Buffer.from('SSH-2.0-Stranger\r\n\0\0\x80\0', 'latin1'))],
  ]
  it.each(kinds)('lets honest clients in beside 200 times %s, and all are gone in the end', async (_, hello) => {
    const { allClosed } = opened(200, hello)
    await within(async () => {
      for (let times = 0; times < 3; times++) await honest()
      await allClosed
    })
  })

  it('lets honest clients in beside sockets that come back without end', async () => {
    let over = false
    const hang = async () => {
      while (!over) await opened(1, () => {}).allClosed
    }
    const crowd = Array.from({ length: 60 }, hang)
    await within(async () => {
      for (let times = 0; times < 5; times++) await honest()
    })
    over = true
    await Promise.all(crowd)
  })

  it('lets honest clients in beside wrong keys without end', async () => {
    let over = false
    let refused = 0
    const privateKey = readFileSync(stranger.path)
    const knock = async () => {
      while (!over) {
        await new Promise<void>((resolve) => {
          const client = new Client()
          client.on('error', () => client.destroy()).on('close', () => resolve())
          client.connect({ host: '127.0.0.1', port, username: USER, privateKey })
        })
        refused++
      }
    }
    const crowd = Array.from({ length: 8 }, knock)
    await within(async () => {
      for (let times = 0; times < 5; times++) await honest()
      await expect.poll(() => refused).toBeGreaterThan(40)
    })
    over = true
    await Promise.all(crowd)
  })
})

describe.skipIf(!canMeasureTurns)('somebody who is logged in', () => {
  it('is closed for not taking what a command spills', async () => {
    const client = await loggedIn()
    await within(async () => {
      const code = await new Promise((resolve, reject) => {
        client.exec('spill 40000000', (error, stream) => {
          if (error) reject(error)
          else stream.on('close', (exit: unknown) => resolve(exit)).on('exit', (exit: unknown) => resolve(exit))
          setTimeout(() => stream.resume(), 500)
        })
      })
      expect(code).toBeUndefined()
    })
    client.end()
  })

  it('makes a command wait that waits for its client', async () => {
    const client = await loggedIn()
    client.exec('bytes 1000000000', () => {})
    await within(() => sleep(1_000))
    client.destroy()
    await honest()
  })

  it('is closed for taking packets of no bytes', async () => {
    const client = await loggedIn()
    const { _protocol: protocol } = client as unknown as {
      _protocol: { session(channel: number, window: number, size: number): void }
    }
    const session = protocol.session.bind(protocol)
    protocol.session = (channel, window) => session(channel, window, 0)
    const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
    await within(async () => {
      client.exec('echo in', () => {})
      await closed
      await honest()
    })
  })

  it('holds nobody up by asking without taking the answers', async () => {
    const client = await loggedIn()
    const { _protocol: protocol, _sock: socket } = client as unknown as { _protocol: { ping(): void }; _sock: Socket }
    socket.pause()
    await within(async () => {
      for (let batch = 0; batch < 150; batch++) {
        for (let times = 0; times < 500; times++) protocol.ping()
        await sleep(0)
      }
      await honest()
    })
    client.destroy()
  })

  it('may type more than anybody can, and holds nobody up', async () => {
    const client = await loggedIn()
    const stream = await new Promise<import('ssh2').ClientChannel>((resolve, reject) => {
      client.shell((error, one) => (error ? reject(error) : resolve(one)))
    })
    stream.resume()
    await within(async () => {
      stream.write('x'.repeat(60_000))
      for (let times = 0; times < 20; times++) {
        stream.write('\x01\x06\x05\x02\x7f\x19'.repeat(2_000))
        await sleep(20)
      }
      await honest()
    })
    client.destroy()
  })
})
