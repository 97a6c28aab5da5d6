import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../store/make-folder.js'
import { reasonOf } from '../store/system-error.js'
import { CliError } from './cli-error.js'

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

/** Leaves the running server's operator token where only this user can read it. */
export function writeOperatorFile(port: number, token: string, url: string): void {
  makeFolder(join(dojoHome(), 'servers'))
  rmSync(fileOf(port), { force: true })
  writeFileSync(fileOf(port), `${JSON.stringify({ url, token, pid: process.pid })}\n`, { mode: 0o600 })
}

export function removeOperatorFile(port: number): void {
  rmSync(fileOf(port), { force: true })
}

/** The token for the server at this URL, or undefined when this user did not start it. */
export function operatorToken(url: string): string | undefined {
  try {
    const { token } = JSON.parse(readFileSync(fileOf(new URL(url).port || '80'), 'utf8')) as { token?: string }
    return token
  } catch {
    return undefined
  }
}
