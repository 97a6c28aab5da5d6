import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

function which(name: string): string | undefined {
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Every real aws CLI that this machine has: v1 honours AWS_ENDPOINT_URL, Debian's 2.9 needs --endpoint-url. */
export const CLIS: readonly string[] = [...new Set(['/usr/bin/aws', which('aws')])].filter(
  (path): path is string => path !== undefined && existsSync(path),
)

export const FAKETIME = which('faketime')

/** Every Python that has boto3: the path's own and Debian's. */
export const PYTHONS: readonly string[] = [...new Set([which('python3'), '/usr/bin/python3'])].filter(
  (python): python is string => {
    try {
      if (python !== undefined) execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore' })
      return python !== undefined
    } catch {
      return false
    }
  },
)

export type Env = Record<string, string>
export interface Outcome {
  code: number
  out: string
  err: string
}

export interface Key {
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken?: string
}
export const keyEnv = (key: Key): Env => ({
  AWS_ACCESS_KEY_ID: key.AccessKeyId,
  AWS_SECRET_ACCESS_KEY: key.SecretAccessKey,
  ...(key.SessionToken ? { AWS_SESSION_TOKEN: key.SessionToken } : {}),
})

/** Runs a command in a session of its own, so that a prompt reads standard input and not the terminal. */
export function run(command: string, args: readonly string[], env: Env, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, detached: true })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', (code) => resolve({ code: code ?? -1, out, err: err.trim() }))
    // A command that reads no input may be gone before it is written.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** The environment of a CLI that must not see the developer's own files. */
export const cleanEnv = (folder: string): Env => ({
  PATH: process.env.PATH ?? '',
  HOME: folder,
  AWS_CONFIG_FILE: join(folder, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
})
