import { type Config, scopedProfile } from '../config.js'
import { type AssumeRole, credentialsOf } from '../credentials.js'
import type { Host, Output } from '../host.js'
import { metadataRegion } from '../metadata.js'
import { masked } from './prompts.js'

type Row = readonly [value: string, type: string, location: string]
const NOT_SET: Row = ['<not set>', 'None', 'None']

/** `aws configure list`: what holds, and where it comes from. Source: AWS CLI Command Reference, "configure list". */
export async function configureList(
  config: Config,
  host: Host,
  assumeRole: AssumeRole,
  region: string | undefined,
  output: Output,
): Promise<number> {
  const print = (name: string, [value, type, location]: Row) =>
    output.out(`${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${location}\n`)
  print('Name', ['Value', 'Type', 'Location'])
  print('----', ['-----', '----', '--------'])
  print('profile', profileRow(config))
  const profile = scopedProfile(config)
  const credentials = await credentialsOf(config, host, assumeRole)
  for (const [name, value] of [
    ['access_key', credentials?.accessKeyId],
    ['secret_key', credentials?.secretAccessKey],
  ] as const) {
    print(name, value === undefined || !credentials ? NOT_SET : [masked(value), credentials.method, ''])
  }
  print('region', regionRow(config, host, profile.region, region ?? (await metadataRegion(host))))
  return 0
}

function profileRow({ profile, profileFrom }: Config): Row {
  if (profile === undefined) return NOT_SET
  return profileFrom === 'option'
    ? [profile, 'manual', '--profile']
    : [profile, 'env', "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']"]
}

function regionRow({ configPath }: Config, { env }: Host, fromProfile: string | undefined, option: string | undefined): Row {
  const fromEnvironment = env.AWS_REGION || env.AWS_DEFAULT_REGION
  if (fromEnvironment) return [fromEnvironment, 'env', "['AWS_REGION', 'AWS_DEFAULT_REGION']"]
  if (fromProfile !== undefined) return [fromProfile, 'config-file', configPath]
  return option ? [option, 'imds', ''] : NOT_SET
}
