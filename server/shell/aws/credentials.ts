import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Config, Profile } from './config.js'
import { generalError, ServiceError } from './errors.js'
import type { Host } from './host.js'
import { metadataCredentials } from './metadata.js'
import { isObject, type JsonObject, repr } from './python.js'
import type { Credentials } from './sign.js'

/** Calls sts:AssumeRole, signed with the credentials of the source. */
export type AssumeRole = (input: JsonObject, source: Credentials) => Promise<JsonObject>

export interface Found extends Credentials {
  /** As `aws configure list` names it. */
  method: 'env' | 'assume-role' | 'shared-credentials-file' | 'config-file' | 'iam-role'
  /** Where they are kept. */
  cache?: string
}

/**
 * The credentials to sign with, looked for where the CLI looks, in its order: environment (not where --profile says
 * otherwise), a role of the profile, the credentials file, the config file, the instance's role.
 * Source: AWS CLI User Guide, "Configuration settings and precedence".
 */
export async function credentialsOf(config: Config, host: Host, assumeRole: AssumeRole): Promise<Found | undefined> {
  const fromEnvironment = config.profileFrom === 'option' ? undefined : environmentCredentials(host.env)
  if (fromEnvironment) return fromEnvironment
  const fromProfile = await profileCredentials(config, host, assumeRole, config.profile ?? 'default', [])
  return fromProfile ?? instanceCredentials(host)
}

async function instanceCredentials(host: Host): Promise<Found | undefined> {
  const given = await metadataCredentials(host)
  return given && { method: 'iam-role', ...given }
}

function environmentCredentials(env: Host['env']): Found | undefined {
  if (!env.AWS_ACCESS_KEY_ID) return undefined
  if (!env.AWS_SECRET_ACCESS_KEY) throw partial('env', 'AWS_SECRET_ACCESS_KEY')
  const token = env.AWS_SESSION_TOKEN || env.AWS_SECURITY_TOKEN
  return found('env', env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, token)
}

const partial = (provider: string, missing: string) =>
  generalError(`Partial credentials found in ${provider}, missing: ${missing}`)

const found = (method: Found['method'], accessKeyId: string, secretAccessKey: string, token: string | undefined): Found => ({
  ...{ method, accessKeyId, secretAccessKey },
  ...(token ? { sessionToken: token } : {}),
})

async function profileCredentials(
  config: Config,
  host: Host,
  assumeRole: AssumeRole,
  name: string,
  visited: string[],
): Promise<Found | undefined> {
  const profile = config.profiles.get(name)
  // A role that names its own profile as the source means the keys beside it.
  if (profile?.role_arn !== undefined && visited.at(-1) !== name) {
    return roleCredentials(config, host, assumeRole, name, profile, visited)
  }
  return (
    staticCredentials('shared-credentials-file', config.inCredentials[name]) ??
    staticCredentials('config-file', config.inConfig.get(name))
  )
}

function staticCredentials(method: Found['method'], values: Profile | undefined): Found | undefined {
  if (values?.aws_access_key_id === undefined) return undefined
  if (values.aws_secret_access_key === undefined) throw partial(method, 'aws_secret_access_key')
  return found(method, values.aws_access_key_id, values.aws_secret_access_key, values.aws_session_token)
}

async function roleCredentials(
  config: Config,
  host: Host,
  assumeRole: AssumeRole,
  name: string,
  profile: Profile,
  visited: string[],
): Promise<Found> {
  const byInstance = profile.credential_source === 'Ec2InstanceMetadata' && profile.source_profile === undefined
  const source = byInstance ? undefined : sourceOf(config, name, profile, [...visited, name])
  const seconds = Number(profile.duration_seconds)
  const input: JsonObject = {
    RoleArn: profile.role_arn ?? '',
    ...(profile.role_session_name ? { RoleSessionName: profile.role_session_name } : {}),
    ...(profile.external_id ? { ExternalId: profile.external_id } : {}),
    ...(profile.mfa_serial ? { SerialNumber: profile.mfa_serial } : {}),
    ...(Number.isInteger(seconds) ? { DurationSeconds: seconds } : {}),
  }
  const cache = `${host.home}/.aws/cli/cache/${cacheKey(input)}.json`
  const cached = await cachedCredentials(host, cache)
  if (cached) return { ...cached, cache }
  const signer = await signerOf(config, host, assumeRole, source, [...visited, name])
  const code = profile.mfa_serial ? await host.ask(`Enter MFA code for ${profile.mfa_serial}: `, true) : undefined
  const session = { RoleSessionName: `botocore-session-${Math.floor(host.now() / 1000)}` }
  const output = await assumeRole({ ...session, ...input, ...(code === undefined ? {} : { TokenCode: code }) }, signer)
  await host.write(cache, JSON.stringify(output), 0o600)
  return { ...fromAssumeRole(output), cache }
}

/** Who assumes the role: another profile or, where the profile says so, the instance's own role. */
async function signerOf(config: Config, host: Host, assumeRole: AssumeRole, source: string | undefined, visited: string[]) {
  if (source === undefined) {
    const own = await instanceCredentials(host)
    if (!own) {
      throw generalError(
        `Error when retrieving credentials from Ec2InstanceMetadata: No credentials found in credential_source referenced in profile ${visited.at(-1)}`,
      )
    }
    return own
  }
  const signer = await profileCredentials(config, host, assumeRole, source, visited)
  if (!signer) throw generalError(`The source profile "${source}" must have credentials.`)
  return signer
}

/** The profile that may assume the role. */
function sourceOf(config: Config, name: string, profile: Profile, visited: readonly string[]): string {
  const { source_profile: source, credential_source: other } = profile
  if (source !== undefined && other !== undefined) {
    throw generalError(`The profile "${name}" contains both source_profile and credential_source.`)
  }
  if (source === undefined) {
    if (other === undefined) throw partial('assume-role', 'source_profile or credential_source')
    throw generalError(`No credentials found in credential_source referenced in profile ${name}`)
  }
  const target = config.profiles.get(source)
  if (!target) throw generalError(`The source_profile "${source}" referenced in the profile "${name}" does not exist.`)
  const own = target.aws_access_key_id !== undefined || target.aws_secret_access_key !== undefined
  if (visited.includes(source) && (source !== name || !own)) {
    throw generalError(
      `Infinite loop in credential configuration detected. Attempting to load from profile ${source} which has already been visited. Visited profiles: ${repr([...visited])}`,
    )
  }
  return source
}

const EXPIRY_WINDOW_MS = 15 * 60_000

/** The CLI keeps a role's credentials until shortly before their end: no second MFA code within the hour. */
async function cachedCredentials(host: Host, path: string): Promise<Found | undefined> {
  const content = await host.read(path)
  if (content === undefined) return undefined
  try {
    const output = JSON.parse(new TextDecoder().decode(content)) as JsonObject
    const { Expiration } = (output.Credentials ?? {}) as JsonObject
    return Date.parse(String(Expiration)) - host.now() > EXPIRY_WINDOW_MS ? fromAssumeRole(output) : undefined
  } catch {
    return undefined
  }
}

/**
 * What is kept is expired to the server: it goes. The account's clock may have jumped ahead of ours, and then it would
 * stand in the way for as long.
 */
export async function forgetExpired({ cache }: Found, error: unknown, host: Host): Promise<void> {
  if (cache !== undefined && error instanceof ServiceError && /^ExpiredToken/.test(error.code)) await host.write(cache, '')
}

function fromAssumeRole({ Credentials: given }: JsonObject): Found {
  const { AccessKeyId, SecretAccessKey, SessionToken } = isObject(given) ? given : {}
  return found('assume-role', String(AccessKeyId), String(SecretAccessKey), String(SessionToken))
}

function cacheKey(input: JsonObject): string {
  const sorted = Object.fromEntries(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)))
  return bytesToHex(sha1(new TextEncoder().encode(JSON.stringify(sorted))))
}
