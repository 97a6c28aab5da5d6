import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { addressOf, inUrl, ownNames } from '../own-names.js'
import { makeFolder } from '../store/make-folder.js'
import { reasonOf } from '../store/system-error.js'
import { CliError } from './cli-error.js'
import { isLoopback } from './loopback.js'

/** The operator's own folder: what the person at the machine may do is told by files only they can read. */
export const dojoHome = (): string => process.env.IAM_DOJO_HOME ?? join(homedir(), '.iam-dojo')

const fileOf = (port: number | string): string => join(dojoHome(), 'servers', `${port}.json`)

/**
 * Throws CliError when the operator's folder takes no file: found out before the server listens. `IAM_DOJO_HOME` names
 * another folder.
 */
export function checkOperatorFolder(): void {
  const probe = fileOf(`check-${process.pid}`)
  try {
    makeFolder(join(dojoHome(), 'servers'))
    rmSync(probe, { force: true })
    writeFileSync(probe, '', { mode: 0o600 })
    rmSync(probe)
  } catch (error) {
    throw new CliError(
      `The folder ${dojoHome()} can't be used: ${reasonOf(error)}. Set IAM_DOJO_HOME to a folder that you can write to.`,
    )
  }
}

export interface OperatorFile {
  token: string
  /** Where this machine reaches the server. */
  url: string
  /** Where everybody else does, if there's a proxy. */
  publicUrl?: string | undefined
  /** Its other host names, beside those of the machine. */
  names?: readonly string[]
  /** The server's own authority, in PEM. */
  authority?: string | undefined
  /** The path of its certificate, if that is its owner's. */
  certificateFile?: string | undefined
  /** The name or address in that certificate by which this machine checks it. */
  checkedAs?: string | undefined
}

/** Leaves the running server's operator token where only this user can read it. */
export function writeOperatorFile(port: number, file: OperatorFile): void {
  makeFolder(join(dojoHome(), 'servers'))
  rmSync(fileOf(port), { force: true })
  writeFileSync(fileOf(port), `${JSON.stringify({ ...file, pid: process.pid })}\n`, { mode: 0o600 })
}

export function removeOperatorFile(port: number): void {
  rmSync(fileOf(port), { force: true })
}

/** A server as a command of this machine reaches it. */
export interface OwnServer {
  /** Where the command sends its requests, and to no other machine. */
  url: string
  /** For the user's own clients, which check the certificate's names. */
  clientUrl: string
  /** For browsers: that of the proxy, if there's one. */
  browserUrl: string
  /** The operator's; undefined when this user did not start the server. */
  token?: string
  /** The server's own authority, in PEM, which those clients have to trust. */
  authority?: string | undefined
  /** How the command checks the certificate; undefined as any other client does. */
  tls?: { ca: string; servername?: string } | undefined
}

/** The server at a URL, without a slash at its end: with all that this user knows who started it. */
export function serverAt(url: string): OwnServer {
  const given = new URL(url)
  const published = allFiles().find(({ publicUrl }) => publicUrl === given.origin)
  if (published) return { url, clientUrl: url, browserUrl: url, token: published.token }
  const file = fileOfPort(given)
  if (!file) return { url, clientUrl: url, browserUrl: url }
  const { token, authority, publicUrl, checkedAs } = file
  const own = new URL(file.url)
  const shown = new URL(url)
  shown.protocol = own.protocol
  if (checkedAs !== undefined && isLoopback(addressOf(given.hostname) ?? given.hostname)) shown.hostname = inUrl(checkedAs)
  return {
    ...{ url: own.origin, clientUrl: shown.origin, token, authority },
    browserUrl: publicUrl ?? shown.origin,
    tls: own.protocol === 'https:' ? checkOf(file) : undefined,
  }
}

/** The certificate may have been renewed since the server began. */
function checkOf({ authority, certificateFile = '', checkedAs }: OperatorFile): OwnServer['tls'] {
  if (authority !== undefined) return { ca: authority }
  try {
    return { ca: readFileSync(certificateFile, 'utf8'), ...(checkedAs === undefined ? {} : { servername: checkedAs }) }
  } catch {
    return undefined
  }
}

/** By the port, if the host is this machine. */
function fileOfPort({ hostname, port, protocol }: URL): OperatorFile | undefined {
  const file = read(fileOf(port || (protocol === 'https:' ? '443' : '80')))
  return file && (new URL(file.url).hostname === hostname || isThisMachine(hostname, file.names)) ? file : undefined
}

function isThisMachine(host: string, named: readonly string[] = []): boolean {
  const { names, addresses } = ownNames({ loopbackOnly: false, named, monotonic: performance })()
  const address = addressOf(host)
  return address === undefined ? names.includes(host) : isLoopback(address) || addresses.includes(address)
}

function allFiles(): OperatorFile[] {
  const folder = join(dojoHome(), 'servers')
  try {
    return readdirSync(folder).flatMap((name) => read(join(folder, name)) ?? [])
  } catch {
    return []
  }
}

/**
 * The file of a server that was killed counts for nothing: another user's program may have its port by now, and would be
 * told a token that others still take.
 */
function read(file: string): OperatorFile | undefined {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as OperatorFile & { pid: number }
    return isOurs(written.pid) ? written : undefined
  } catch {
    return undefined
  }
}

/** Does this process run, for this user? */
function isOurs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
