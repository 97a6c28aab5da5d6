import type { ApiCall } from './api-calls.js'

export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()

const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** What the call is made with, where the CLI has it otherwise: it launches a `--count` of instances. */
function optionsOf({ MinCount, MaxCount, ...input }: ApiCall['input']): [option: string, value: unknown][] {
  const others = Object.entries(input).map(([name, value]): [string, unknown] => [kebab(name), value])
  if (MinCount === undefined) return others
  return [...others, ['count', MinCount === MaxCount ? MinCount : `${MinCount}:${MaxCount}`]]
}

/** The CLI command that makes the same call. */
export function cliCommand({
  service,
  region,
  operation,
  input,
}: Pick<ApiCall, 'service' | 'operation' | 'input'> & Partial<Pick<ApiCall, 'region'>>): string {
  const options = optionsOf(input).map(([name, value]) => {
    const option = `--${name}`
    if (typeof value === 'boolean') return value ? option : `--no-${name}`
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      return [option, ...value.map(shellWord)].join(' ')
    }
    // Bytes are Base64 for the CLI, as for the wire.
    if (value instanceof Uint8Array) return `${option} ${btoa(String.fromCharCode(...value))}`
    return `${option} ${shellWord(typeof value === 'object' ? JSON.stringify(value) : String(value))}`
  })
  const where = region === undefined ? [] : [`--region ${region}`]
  return [`aws ${service} ${kebab(operation)}`, ...options, ...where].join(' \\\n  ')
}
