import type { ServiceModel } from '../../aws/model/model.js'
import type { Argument } from './argument.js'
import { type Command, inputShape } from './commands.js'
import { withEc2Options } from './ec2/options.js'
import { cliName } from './names.js'

const OWN = {
  cliInputJson: { flag: '--cli-input-json', dest: 'cli-input-json', takes: 'one' },
  cliInputYaml: { flag: '--cli-input-yaml', dest: 'cli-input-yaml', takes: 'one' },
  skeleton: {
    flag: '--generate-cli-skeleton',
    dest: 'generate-cli-skeleton',
    takes: 'maybe',
    constant: 'input',
    choices: ['input', 'output', 'yaml-input'],
  },
  outfile: { flag: '--outfile', dest: 'outfile', takes: 'one', required: true },
  bootstrapMethod: {
    flag: '--bootstrap-method',
    dest: 'bootstrap-method',
    takes: 'one',
    choices: ['QRCodePNG', 'Base32StringSeed'],
    required: true,
  },
} satisfies Record<string, Argument>

/** The options that an operation takes, in their order, with whether they are required of this command line. */
export function argumentsOf(command: Command, args: readonly string[]): Argument[] {
  const shape = inputShape(command)
  const { page, model } = command
  const required = new Set(shape?.required)
  const members = Object.entries(shape?.members ?? {}).flatMap(([member, { shape: name }]) =>
    memberArguments(model, member, name, required.has(member)),
  )
  const named = command.service === 'ec2' ? withEc2Options(command.operation, members) : members
  const options: Argument[] = page
    ? named.map((argument) =>
        argument.member === page.inputToken || argument.member === page.limit ? { ...argument, hidden: true } : argument,
      )
    : named
  if (command.operation === 'CreateVirtualMFADevice') return [...options, OWN.outfile, OWN.bootstrapMethod]
  return [
    ...options.filter(({ dest }) => !(page && dest === 'max-items')),
    ...(page ? pageArguments() : []),
    OWN.cliInputJson,
    OWN.cliInputYaml,
    OWN.skeleton,
  ].map((argument) => (overridesRequired(args) ? { ...argument, required: false } : argument))
}

function memberArguments(model: ServiceModel, member: string, shape: string, required: boolean): Argument[] {
  const name = cliName(member)
  const type = model.shapes[shape]?.type
  const base = { flag: `--${name}`, dest: name, member, shape }
  if (type === 'boolean') {
    return [
      { ...base, takes: 'nothing', constant: true },
      { ...base, flag: `--no-${name}`, takes: 'nothing', constant: false },
    ]
  }
  return [{ ...base, takes: type === 'list' ? 'any' : 'one', required, integer: type === 'long' }]
}

const pageArguments = (): Argument[] => [
  { flag: '--starting-token', dest: 'starting-token', takes: 'one' },
  { flag: '--page-size', dest: 'page-size', takes: 'one', integer: true },
  { flag: '--max-items', dest: 'max-items', takes: 'one', integer: true },
]

/** Input from a file, or none at all: then no option is required. */
function overridesRequired(args: readonly string[]): boolean {
  if (args.includes('--cli-input-json') || args.includes('--cli-input-yaml')) return true
  const at = args.indexOf('--generate-cli-skeleton')
  return at >= 0 && args[at + 1] !== 'output'
}
