import { configurationError } from '../errors.js'
import type { Output } from '../host.js'
import type { Credentials } from '../sign.js'

export const EXPORT_FORMATS = ['process', 'env', 'env-no-export', 'powershell', 'windows-cmd'] as const

const LINES: Readonly<Record<string, (name: string, value: string) => string>> = {
  env: (name, value) => `export ${name}=${value}`,
  'env-no-export': (name, value) => `${name}=${value}`,
  powershell: (name, value) => `$Env:${name}="${value}"`,
  'windows-cmd': (name, value) => `set ${name}=${value}`,
}

/** `aws configure export-credentials`. Source: AWS CLI Command Reference, "configure export-credentials". */
export function exportCredentials(credentials: Credentials | undefined, format: string, output: Output): number {
  if (!credentials) throw configurationError('Unable to retrieve credentials: no credentials found')
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const line = LINES[format]
  if (!line) {
    const shown = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }
    output.out(`${JSON.stringify(shown, null, 2)}\n`)
    return 0
  }
  const names = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken }
  for (const [name, value] of Object.entries(names)) if (value !== undefined) output.out(`${line(name, value)}\n`)
  return 0
}
