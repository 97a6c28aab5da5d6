import { type Option, type Positional, parseKnown } from '../argparse.js'
import { readConfig } from '../config.js'
import { type AssumeRole, credentialsOf } from '../credentials.js'
import { parameterError } from '../errors.js'
import type { Globals } from '../globals.js'
import { textOf } from '../globals.js'
import { configureHelp } from '../help.js'
import type { Host, Output } from '../host.js'
import { fileContent } from '../values.js'
import { EXPORT_FORMATS, exportCredentials } from './export.js'
import { configureImport } from './import.js'
import { configureList } from './list.js'
import { configurePrompts } from './prompts.js'
import { configureGet, configureSet } from './values.js'

interface Syntax {
  options: readonly Option[]
  positionals: readonly Positional[]
}

const plain = (...names: string[]): Syntax => ({ options: [], positionals: names.map((name) => ({ name })) })

/** The subcommands that are imitated, with what they take. */
const SUBCOMMANDS: Readonly<Record<string, Syntax>> = {
  list: plain(),
  get: plain('varname'),
  set: plain('varname', 'value'),
  import: {
    options: [
      { flag: '--csv', dest: 'csv', takes: 'one', required: true },
      { flag: '--skip-invalid', dest: 'skip-invalid', takes: 'nothing' },
      { flag: '--profile-prefix', dest: 'profile-prefix', takes: 'one' },
    ],
    positionals: [],
  },
  'list-profiles': plain(),
  'export-credentials': {
    options: [{ flag: '--format', dest: 'format', takes: 'one', choices: EXPORT_FORMATS }],
    positionals: [],
  },
}

export const CONFIGURE_SUBCOMMANDS = Object.keys(SUBCOMMANDS)

/** `aws configure …`. */
export async function configure(
  args: readonly string[],
  globals: Globals,
  host: Host,
  output: Output,
  assumeRole: AssumeRole,
): Promise<number> {
  if (args.length === 1 && args[0] === 'help') {
    output.out(configureHelp(CONFIGURE_SUBCOMMANDS))
    return 0
  }
  const { positionals, rest } = parseKnown(args, [], [{ name: 'subcommand', optional: true, choices: CONFIGURE_SUBCOMMANDS }])
  const [subcommand] = positionals
  const config = await readConfig(host, globals.profile)
  if (subcommand === undefined) {
    refuseRest(rest)
    return configurePrompts(config, host)
  }
  const { options = [], positionals: wanted = [] } = SUBCOMMANDS[subcommand] ?? {}
  const parsed = parseKnown(args.toSpliced(args.indexOf(subcommand), 1), options, wanted)
  refuseRest(parsed.rest)
  const [first = '', second = ''] = parsed.positionals
  switch (subcommand) {
    case 'list':
      return configureList(config, host, assumeRole, globals.region, output)
    case 'get':
      return configureGet(config, first, output)
    case 'set':
      return configureSet(config, host, first, second)
    case 'list-profiles':
      for (const name of config.profiles.keys()) output.out(`${name}\n`)
      return 0
    case 'import': {
      const given = textOf(parsed.values.get('csv')) ?? ''
      const csv = (await fileContent('--csv', given, host)) ?? given
      const prefix = textOf(parsed.values.get('profile-prefix')) ?? ''
      const text = typeof csv === 'string' ? csv : new TextDecoder().decode(csv)
      return configureImport(config, host, text, prefix, parsed.values.has('skip-invalid'), output)
    }
    default:
      return exportCredentials(
        await credentialsOf(config, host, assumeRole),
        textOf(parsed.values.get('format')) ?? 'process',
        output,
      )
  }
}

function refuseRest(rest: readonly string[]): void {
  if (rest.length > 0) throw parameterError(`Unknown options: ${rest.join(',')}`)
}
