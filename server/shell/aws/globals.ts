import { compile } from '@jmespath-community/jmespath'
import type { Option, Parsed, Value } from './argparse.js'
import { parameterError } from './errors.js'

/** The options of every command. Source: AWS CLI User Guide, "Command line options in the AWS CLI". */
export const GLOBAL_OPTIONS: readonly Option[] = [
  { flag: '--debug', dest: 'debug', takes: 'nothing' },
  { flag: '--endpoint-url', dest: 'endpoint-url', takes: 'one' },
  { flag: '--no-verify-ssl', dest: 'no-verify-ssl', takes: 'nothing' },
  { flag: '--no-paginate', dest: 'no-paginate', takes: 'nothing' },
  { flag: '--output', dest: 'output', takes: 'one', choices: ['json', 'text', 'table', 'yaml', 'yaml-stream'] },
  { flag: '--query', dest: 'query', takes: 'one' },
  { flag: '--profile', dest: 'profile', takes: 'one' },
  { flag: '--region', dest: 'region', takes: 'one' },
  { flag: '--version', dest: 'version', takes: 'nothing' },
  { flag: '--color', dest: 'color', takes: 'one', choices: ['on', 'off', 'auto'] },
  { flag: '--no-sign-request', dest: 'no-sign-request', takes: 'nothing' },
  { flag: '--ca-bundle', dest: 'ca-bundle', takes: 'one' },
  { flag: '--cli-read-timeout', dest: 'cli-read-timeout', takes: 'one' },
  { flag: '--cli-connect-timeout', dest: 'cli-connect-timeout', takes: 'one' },
  { flag: '--cli-binary-format', dest: 'cli-binary-format', takes: 'one', choices: ['base64', 'raw-in-base64-out'] },
  { flag: '--no-cli-pager', dest: 'no-cli-pager', takes: 'nothing' },
  { flag: '--cli-auto-prompt', dest: 'cli-auto-prompt', takes: 'nothing' },
  { flag: '--no-cli-auto-prompt', dest: 'no-cli-auto-prompt', takes: 'nothing' },
]

/** What the global options say. */
export interface Globals {
  debug: boolean
  paginate: boolean
  sign: boolean
  binaryFormat: string | undefined
  endpointGiven: boolean
  output: string | undefined
  query: string | undefined
  profile: string | undefined
  region: string | undefined
}

/** Checks what argparse has read; `origin` is the only server that this terminal reaches. */
export function globalsOf({ values }: Parsed, origin: string): Globals {
  const query = textOf(values.get('query'))
  if (query !== undefined) checkQuery(query)
  const endpoint = textOf(values.get('endpoint-url'))
  if (endpoint !== undefined) checkEndpoint(endpoint, origin)
  return {
    debug: values.has('debug'),
    paginate: !values.has('no-paginate'),
    endpointGiven: endpoint !== undefined,
    sign: !values.has('no-sign-request'),
    binaryFormat: textOf(values.get('cli-binary-format')),
    output: textOf(values.get('output')),
    query,
    profile: textOf(values.get('profile')),
    region: textOf(values.get('region')),
  }
}

/** Backticks around a plain word, as in every older example. */
export const JMESPATH = { enable_legacy_literals: true }

export const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

function checkQuery(query: string): void {
  try {
    compile(query, JMESPATH)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw parameterError(`Bad value for --query ${query}: Invalid jmespath expression: ${message}`)
  }
}

function checkEndpoint(endpoint: string, origin: string): void {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(endpoint)) {
    throw parameterError(
      `Bad value for --endpoint-url "${endpoint}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
    )
  }
  if (!URL.canParse(endpoint) || new URL(endpoint).origin !== origin) {
    throw parameterError(`This terminal reaches its own server only: ${origin}. Leave --endpoint-url away.`)
  }
}
