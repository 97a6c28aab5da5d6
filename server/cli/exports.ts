import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GLOBAL_REGION } from '../aws/global-region.js'
import { makeFolder } from '../store/make-folder.js'
import { dojoHome, type OwnServer } from './operator-file.js'

export interface ExportedKey {
  accessKeyId: string
  secretAccessKey: string
}

/**
 * Shell exports that point the aws CLI and the SDKs here. Config and credentials files are the dojo's own, so that a
 * real profile of the user is neither read nor written.
 */
export function exportsOf({ clientUrl, authority }: OwnServer, key?: ExportedKey): string {
  const folder = join(dojoHome(), 'aws')
  makeFolder(folder)
  const trusted = authority === undefined ? undefined : leaveAuthority(folder, clientUrl, authority)
  const variables: Record<string, string> = {
    AWS_ENDPOINT_URL: clientUrl,
    ...(trusted === undefined ? {} : { AWS_CA_BUNDLE: trusted, NODE_EXTRA_CA_CERTS: trusted }),
    AWS_REGION: GLOBAL_REGION,
    AWS_DEFAULT_REGION: GLOBAL_REGION,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...(key ? { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey } : {}),
  }
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`)
  // A profile, session or service endpoint of the user's would win over what stands above.
  lines.push(
    'unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL_IAM AWS_ENDPOINT_URL_STS AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  )
  const tooOld = olderCli()
  if (tooOld) {
    lines.push(
      `# aws-cli ${tooOld} ignores AWS_ENDPOINT_URL and would talk to real AWS: this function gives it the endpoint each time.`,
      'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }',
    )
  }
  return lines.join('\n')
}

/** A file that the aws CLI, boto3, and Node read; it stays the same for as long as the server's authority does. */
function leaveAuthority(folder: string, url: string, authority: string): string {
  const file = join(folder, `ca-${new URL(url).port || '443'}.pem`)
  writeFileSync(file, authority)
  return file
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`

/** The version of an installed aws CLI that does not know AWS_ENDPOINT_URL (before 2.13.0 or 1.29.0), else undefined. */
function olderCli(): string | undefined {
  const { stdout, stderr } = spawnSync('aws', ['--version'], { encoding: 'utf8', timeout: 20_000 })
  const match = /aws-cli\/(\d+)\.(\d+)\.(\S+)/.exec(`${stdout ?? ''}${stderr ?? ''}`)
  if (!match) return undefined
  const [, major, minor, patch] = match
  const knows = Number(major) > 2 || (Number(major) === 2 ? Number(minor) >= 13 : Number(minor) >= 29)
  return knows ? undefined : `${major}.${minor}.${patch}`
}
