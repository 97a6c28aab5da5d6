import type { ApiCall } from './api-calls.js'

export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()

const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The CLI command that makes the same call. */
export function cliCommand({ service, operation, input }: Pick<ApiCall, 'service' | 'operation' | 'input'>): string {
  const options = Object.entries(input).map(([name, value]) => {
    const option = `--${kebab(name)}`
    if (typeof value === 'boolean') return value ? option : `--no-${kebab(name)}`
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      return [option, ...value.map(shellWord)].join(' ')
    }
    return `${option} ${shellWord(typeof value === 'object' ? JSON.stringify(value) : String(value))}`
  })
  return [`aws ${service} ${kebab(operation)}`, ...options].join(' \\\n  ')
}
