import { type Config, scopedProfile } from '../config.js'
import type { Host, Output } from '../host.js'
import { CREDENTIAL_NAMES, change, configSection } from './prompts.js'

/** `aws configure get NAME`: `region`, `default.region`, `profile.NAME.region`. Source: AWS CLI Command Reference. */
export function configureGet(config: Config, name: string, output: Output): number {
  const value = name.includes('.') ? dotted(config, name.split('.')) : scopedProfile(config)[name]
  if (value === undefined) return 1
  if (value.startsWith('\n')) {
    output.err(`varname (${name}) must reference a value, not a section or sub-section.`)
    return 1
  }
  output.out(`${value}\n`)
  return 0
}

function dotted({ profiles, profile }: Config, parts: string[]): string | undefined {
  const [first = '', second = ''] = parts
  const [name, path] =
    first === 'profile'
      ? [second, parts.slice(2)]
      : first === 'default' || profiles.has(first)
        ? [first, parts.slice(1)]
        : [profile ?? 'default', parts]
  const [option = '', inner] = path
  const value = profiles.get(name)?.[option]
  if (inner === undefined || value === undefined) return inner === undefined ? value : undefined
  return nested(value).get(inner)
}

/** Settings below a setting: indented lines. */
const nested = (value: string): Map<string, string> =>
  new Map(
    value.split('\n').flatMap((line) => {
      const [, name, setting] = /^\s*([^=]+?)\s*=\s*(.*)$/.exec(line) ?? []
      return name === undefined || setting === undefined ? [] : [[name, setting] as const]
    }),
  )

/** `aws configure set NAME VALUE`; keys go to the credentials file. */
export async function configureSet(config: Config, host: Host, name: string, value: string): Promise<number> {
  const parts = name.split('.')
  const [first = '', second = ''] = parts
  const [profile, option] =
    first === 'profile' && parts.length > 2
      ? [second, parts[2] ?? '']
      : first === 'default' && parts.length > 1
        ? ['default', second]
        : [config.profile ?? 'default', first]
  const toCredentials = CREDENTIAL_NAMES.includes(option)
  const file = toCredentials ? config.credentialsFile : config.configFile
  await change(host, file, toCredentials ? profile : configSection(profile), { [option]: value })
  return 0
}
