import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type ProxyLine, readProxyLine, takeProxyLine } from '../../server/proxy/proxy-line.js'

const read = (text: string) => readProxyLine(Buffer.from(text, 'latin1'))

describe('the line of the PROXY protocol', () => {
  it.each([
    ['PROXY TCP4 203.0.113.7 10.0.0.1 51000 22\r\n', { kind: 'client', address: '203.0.113.7' }],
    ['PROXY TCP6 2001:DB8::7 2001:db8::1 51000 22\r\n', { kind: 'client', address: '2001:db8::7' }],
    ['PROXY TCP6 ::ffff:203.0.113.7 ::1 51000 22\r\n', { kind: 'client', address: '203.0.113.7' }],
    ['PROXY UNKNOWN\r\n', { kind: 'unknown' }],
    ['PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n', { kind: 'unknown' }],
    ['PROXY UNKNOWNS\r\n', { kind: 'broken' }],
    ['PROXY TCP4 unknown 10.0.0.1 51000 22\r\n', { kind: 'broken' }],
    ['PROXY TCP4 203.0.113.7\r\n', { kind: 'broken' }],
    ['PROXY \r\n', { kind: 'broken' }],
    ['SSH-2.0-OpenSSH_9.2\r\n', { kind: 'broken' }],
    ['\r\n\r\n\0\r\nQUIT\n', { kind: 'broken' }],
    [`PROXY TCP4 ${'1'.repeat(200)}\r\n`, { kind: 'broken' }],
  ])('%j', (text, line) => {
    expect(read(text)?.line).toEqual(line)
  })

  it('may come in pieces', () => {
    const text = 'PROXY TCP4 203.0.113.7 10.0.0.1 51000 22\r\n'
    for (let length = 0; length < text.length; length++) expect(read(text.slice(0, length))).toBeUndefined()
    expect(read(`${text}SSH-2.0-x`)).toMatchObject({ length: text.length })
  })
})

describe('a connection that begins with the line', () => {
  const open: { close(): void }[] = []
  afterEach(() => {
    for (const one of open.splice(0)) one.close()
  })

  async function connection(): Promise<{ client: Socket; line: Promise<ProxyLine>; rest: () => string }> {
    let text = ''
    const server = createServer()
    const accepted = new Promise<Socket>((resolve) => server.on('connection', resolve))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
    const socket = await accepted
    open.push(server, { close: () => client.destroy() })
    const line = takeProxyLine(socket).then((taken) => {
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      return taken
    })
    return { client, line, rest: () => text }
  }

  it('keeps every byte that comes after it, in whatever pieces they come', async () => {
    for (const size of [1, 7, 1_000]) {
      const { client, line, rest } = await connection()
      const text = 'PROXY TCP4 203.0.113.7 10.0.0.1 51000 22\r\nSSH-2.0-first\r\nsecond'
      client.setNoDelay(true)
      for (let at = 0; at < text.length; at += size) {
        client.write(text.slice(at, at + size))
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(await line).toEqual({ kind: 'client', address: '203.0.113.7' })
      await expect.poll(rest).toBe('SSH-2.0-first\r\nsecond')
    }
  })

  it('is broken when it ends before the line does', async () => {
    const { client, line } = await connection()
    client.write('PROXY TCP4 203')
    client.destroy()
    expect(await line).toEqual({ kind: 'broken' })
  })
})
