import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
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

interface OperatorFile {
  token: string
  /** Where this machine reaches the server. */
  url: string
  /** Where everybody else does, if there's a proxy. */
  publicUrl?: string | undefined
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

/** The token for the server at this URL, or undefined when this user did not start it. */
export const operatorToken = (url: string): string | undefined => fileFor(url)?.token

/** The address of the server at this URL for browsers: that of its proxy, if it has one. */
export const browserAddress = (url: string): string => fileFor(url)?.publicUrl ?? url

/** By the public URL, or else by the port, if the host is this machine: no other one may be told a token. */
function fileFor(url: string): OperatorFile | undefined {
  const { origin, hostname, port } = new URL(url)
  const published = allFiles().find(({ publicUrl }) => publicUrl === origin)
  if (published) return published
  const file = read(fileOf(port || '80'))
  return file && (new URL(file.url).hostname === hostname || isThisMachine(hostname)) ? file : undefined
}

function isThisMachine(name: string): boolean {
  const host = name.replace(/^\[|\]$/g, '')
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address))
  return isLoopback(host) || host === hostname().toLowerCase() || own.includes(host)
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
