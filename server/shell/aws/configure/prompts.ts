import { type Config, scopedProfile } from '../config.js'
import { updateConfig } from '../config-file.js'
import type { Host } from '../host.js'

const ASKED = [
  ['aws_access_key_id', 'AWS Access Key ID'],
  ['aws_secret_access_key', 'AWS Secret Access Key'],
  ['region', 'Default region name'],
  ['output', 'Default output format'],
] as const

export const CREDENTIAL_NAMES: readonly string[] = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']
const MASKED: readonly string[] = ['aws_access_key_id', 'aws_secret_access_key']

/** All but the last four characters hidden, always the same length. */
export const masked = (value: string): string => '*'.repeat(16) + value.slice(-4)

/**
 * `aws configure`: asks for the four values; an empty answer leaves what is there. Keys go to the credentials file.
 * Source: AWS CLI User Guide, "Configuration basics".
 */
export async function configurePrompts(config: Config, host: Host): Promise<number> {
  const current = config.profiles.has(config.profile ?? 'default') ? scopedProfile(config) : {}
  const answers: Record<string, string> = {}
  for (const [name, prompt] of ASKED) {
    const known = current[name]
    const shown = known === undefined ? 'None' : MASKED.includes(name) ? masked(known) : known
    const answer = (await host.ask(`${prompt} [${shown}]: `)).trim()
    if (answer !== '' && answer !== known) answers[name] = answer
  }
  const keys = Object.fromEntries(Object.entries(answers).filter(([name]) => CREDENTIAL_NAMES.includes(name)))
  const others = Object.fromEntries(Object.entries(answers).filter(([name]) => !CREDENTIAL_NAMES.includes(name)))
  const profile = config.profile ?? 'default'
  if (Object.keys(keys).length > 0) await change(host, config.credentialsFile, profile, keys)
  if (Object.keys(others).length > 0) await change(host, config.configFile, configSection(profile), others)
  return 0
}

/** How `~/.aws/config` names a profile. */
export const configSection = (profile: string): string =>
  profile === 'default' ? profile : `profile ${/\s/.test(profile) ? `'${profile}'` : profile}`

export async function change(host: Host, path: string, section: string, values: Record<string, string>): Promise<void> {
  const content = await host.read(path)
  const text = content === undefined ? '' : new TextDecoder().decode(content)
  await host.write(path, updateConfig(text, section, values), 0o600)
}
