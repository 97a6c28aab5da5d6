import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBuilt } from '../support/built-server.js'
import { freePort } from '../support/free-port.js'

const USUAL = 4622

/** Holds a port, unless another program holds it already. */
function hold(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => {
    server.on('error', () => resolve(server))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

const sshOf = async (url: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetch(`${url}/api/lab/ssh`, { headers })).json()

describe('a port for SSH that another program has', () => {
  let holder: Server
  beforeAll(async () => {
    holder = await hold(USUAL)
  })
  afterAll(() => void holder.close())

  it('keeps the server from SSH only, if nobody chose it: the banner and the connect dialog know', async () => {
    const server = await startBuilt(['--ephemeral', '--port', String(await freePort())], {})
    expect(server.out()).toContain(
      `Port ${USUAL} is taken, so instances take no SSH logins. Choose another port with --ssh-port\n`,
    )
    expect(await sshOf(server.url)).toEqual({ port: null, address: '127.0.0.1' })
    expect(await server.stop()).toMatchObject({ code: 0, errors: '' })
  })

  it('keeps the server from starting, if somebody chose it', async () => {
    const taken = await hold(0)
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const server = await startBuilt(['--ephemeral', '--ssh-port', String(port)], {})
    expect(server.url).toBe('')
    expect(await server.ended).toEqual({
      code: 1,
      errors: `iam-dojo: Port ${port} is taken. Choose another port with --ssh-port, or stop the program that uses it.\n`,
    })
    taken.close()
  })

  it('is of no interest with --no-ssh', async () => {
    const server = await startBuilt(['--ephemeral', '--port', String(await freePort()), '--no-ssh'], {})
    expect(server.out()).not.toMatch(/SSH/)
    expect(await sshOf(server.url)).toMatchObject({ port: null })
    await server.stop()
  })
})
