import type { Server } from 'node:http'
import type { SshHost } from '../ssh/host.js'
import { CliError } from './cli-error.js'

/** Unless another is chosen: next to the web's 4600. */
const SSH_PORT = 4622
/** All addresses of IPv4 and IPv6. */
const ALL = '::'

interface Values {
  host?: string | undefined
  classroom?: boolean | undefined
}

/** Where to listen: a classroom is for other machines. */
export const hostOf = ({ host, classroom = false }: Values): string => host ?? (classroom ? ALL : '127.0.0.1')

/** Resolves with the port, which the system chooses for port 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return onThisMachine(host, async (at) => {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) => reject(error)
      server.once('error', failed)
      server.listen(port, at, () => {
        server.off('error', failed)
        resolve()
      })
    }).catch((error) => {
      throw listenError(error, { port, host, flag: '--port' })
    })
    const address = server.address()
    return typeof address === 'object' && address ? address.port : port
  })
}

interface SshOptions {
  ssh: number | 'off' | undefined
  port: number
  host: string
}

/** The port; `taken` where another program has the usual one, which keeps nobody from all the rest; undefined without SSH. */
export async function listenForSsh(
  ssh: SshHost,
  { ssh: wanted, port, host }: SshOptions,
): Promise<number | 'taken' | undefined> {
  if (wanted === 'off') return undefined
  // Whoever wants a free port wants no fixed one besides.
  const usual = port === 0 ? 0 : SSH_PORT
  try {
    return await onThisMachine(host, (at) => ssh.listen(wanted ?? usual, at))
  } catch (error) {
    if (wanted === undefined && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'taken'
    throw listenError(error as NodeJS.ErrnoException, { port: wanted ?? usual, host, flag: '--ssh-port' })
  }
}

/** For the banner. */
export function sshLines(sshPort: number | 'taken' | undefined): string[] {
  if (sshPort === undefined) return []
  return sshPort === 'taken'
    ? [`Port ${SSH_PORT} is taken, so instances take no SSH logins. Choose another port with --ssh-port`]
    : [`Instances take SSH logins on port ${sshPort}`]
}

/** A machine without IPv6 has no addresses of it to listen on. */
async function onThisMachine<T>(host: string, begin: (host: string) => Promise<T>): Promise<T> {
  if (host !== ALL) return begin(host)
  return begin(ALL).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL') throw error
    return begin('0.0.0.0')
  })
}

interface Listening {
  port: number
  host: string
  /** The flag that chooses another port. */
  flag: '--port' | '--ssh-port'
}

function listenError(error: NodeJS.ErrnoException, { port, host, flag }: Listening): Error {
  if (error.code === 'EADDRINUSE')
    return new CliError(`Port ${port} is taken. Choose another port with ${flag}, or stop the program that uses it.`)
  if (error.code === 'EACCES')
    return new CliError(`Port ${port} needs more permissions than you have. Choose a port above 1023 with ${flag}.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new CliError(`${host} isn't an address of this machine. Choose another with --host.`)
  return error
}
