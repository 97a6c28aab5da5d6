import { parseConfig, profileOf, type Sections } from './config-file.js'
import { generalError } from './errors.js'
import { absolute, expanded, type Host } from './host.js'

/** Settings of a profile, of both files together. */
export type Profile = Readonly<Record<string, string>>

/** The two files, and which profile is meant. Source: AWS CLI User Guide, "Configuration and credential file settings". */
export interface Config {
  configFile: string
  credentialsFile: string
  /** As their settings name them, for messages. */
  configPath: string
  profiles: ReadonlyMap<string, Profile>
  /** What each file itself says of a profile. */
  inCredentials: Sections
  inConfig: ReadonlyMap<string, Profile>
  /** Undefined: none was asked for, so `default`, which need not exist. */
  profile: string | undefined
  profileFrom: 'option' | 'environment' | undefined
}

export async function readConfig(host: Host, profileOption: string | undefined): Promise<Config> {
  const { env, cwd } = host
  const configPath = env.AWS_CONFIG_FILE || '~/.aws/config'
  const credentialsPath = env.AWS_SHARED_CREDENTIALS_FILE || '~/.aws/credentials'
  const config = await sectionsOf(host, expanded(configPath, host))
  const inCredentials = await sectionsOf(host, expanded(credentialsPath, host))
  const inConfig = new Map(
    Object.entries(config).flatMap(([section, values]) => {
      const name = profileOf(section)
      return name === undefined ? [] : [[name, values] as const]
    }),
  )
  const profiles = new Map<string, Profile>(inConfig)
  for (const [name, values] of Object.entries(inCredentials)) profiles.set(name, { ...profiles.get(name), ...values })
  const fromEnvironment = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || undefined
  return {
    configFile: absolute(expanded(configPath, host), cwd),
    credentialsFile: absolute(expanded(credentialsPath, host), cwd),
    ...{ configPath, profiles, inCredentials, inConfig },
    profile: profileOption ?? fromEnvironment,
    profileFrom: profileOption !== undefined ? 'option' : fromEnvironment !== undefined ? 'environment' : undefined,
  }
}

async function sectionsOf(host: Host, path: string): Promise<Sections> {
  const content = await host.read(absolute(path, host.cwd))
  if (content === undefined) return {}
  const sections = parseConfig(new TextDecoder().decode(content))
  if (!sections) throw generalError(`Unable to parse config file: ${path}`)
  return sections
}

/** The settings that hold; a profile that was asked for must exist. */
export function scopedProfile({ profiles, profile }: Config): Profile {
  const found = profiles.get(profile ?? 'default')
  if (!found && profile !== undefined) throw generalError(`The config profile (${profile}) could not be found`)
  return found ?? {}
}

/** `--region`, environment, profile. */
export function regionOf(config: Config, { env }: Host, option: string | undefined): string | undefined {
  return option ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || scopedProfile(config).region)
}

export function outputOf(config: Config, { env }: Host, option: string | undefined): string {
  return option ?? (env.AWS_DEFAULT_OUTPUT || scopedProfile(config).output || 'json')
}
