import type { Host } from './host.js'
import { isObject, type JsonObject } from './python.js'

/** What a role's credentials are, as the metadata service hands them out. */
export interface MetadataCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

const TOKEN_SECONDS = '21600'
/** Tells the requests of `aws` from those that somebody makes with curl. */
export const METADATA_USER_AGENT = 'Botocore/2.0.0'
const ROLES = '/latest/meta-data/iam/security-credentials/'

/**
 * The credentials of the instance's role, by three requests: a token, the role's name, its credentials. Undefined off an
 * instance, without a role, and where the service refuses.
 * Source: behaviour of botocore's InstanceMetadataFetcher.
 */
export async function metadataCredentials(host: Host): Promise<MetadataCredentials | undefined> {
  const get = await session(host)
  const role = (await get?.(ROLES))?.split('\n')[0]
  const answer = role ? await get?.(`${ROLES}${role}`) : undefined
  const { AccessKeyId, SecretAccessKey, Token } = jsonOf(answer)
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || typeof Token !== 'string') return undefined
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token }
}

/** The region of the instance, which the CLI takes where nothing else says one. Source: behaviour of the CLI 2.9. */
export async function metadataRegion(host: Host): Promise<string | undefined> {
  return (await session(host))?.('/latest/meta-data/placement/region')
}

type Get = (path: string) => Promise<string | undefined>

async function session(host: Host): Promise<Get | undefined> {
  const { metadata, env } = host
  if (metadata === undefined || env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') return undefined
  const agent = { 'user-agent': METADATA_USER_AGENT }
  const headers = { ...agent, 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS }
  const put = await host.fetch(`${metadata}/latest/api/token`, { method: 'PUT', headers }).catch(() => undefined)
  // Where there are no tokens, the first version of the service may answer.
  const withoutToken = !put?.ok
  if (withoutToken && (put?.status === 400 || env.AWS_EC2_METADATA_V1_DISABLED?.toLowerCase() === 'true')) return undefined
  const token = withoutToken ? agent : { ...agent, 'x-aws-ec2-metadata-token': await put.text() }
  return async (path) => {
    const answer = await host.fetch(`${metadata}${path}`, { method: 'GET', headers: token }).catch(() => undefined)
    return answer?.ok ? answer.text() : undefined
  }
}

function jsonOf(text: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
