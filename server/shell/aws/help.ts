import type { ServiceModel, ServiceName } from '../../aws/model/model.js'
import type { Argument } from './argument.js'
import { argumentsOf } from './arguments.js'
import { type Command, services, subcommandsOf } from './commands.js'
import { GLOBAL_OPTIONS } from './globals.js'

/** `help` in the order of the CLI's own pages: name, description, synopsis, what there is. The words are our own. */

const SERVICE_NAMES: Readonly<Record<ServiceName, string>> = {
  cloudtrail: 'AWS CloudTrail: the history of calls in the account.',
  ec2: 'Amazon Elastic Compute Cloud: key pairs, instances, and security groups.',
  iam: 'AWS Identity and Access Management: users, groups, roles, policies, and their credentials.',
  sts: 'AWS Security Token Service: temporary credentials, and your identity.',
}

const section = (title: string, ...lines: string[]): string =>
  `${title}\n${lines.map((line) => (line === '' ? '\n' : `       ${line}\n`)).join('')}\n`
const bullets = (names: readonly string[]): string[] => names.map((name) => `o ${name}`)

const valueName = ({ takes, flag }: { takes: string; flag: string }): string => (takes === 'nothing' ? flag : `${flag} <value>`)

const globalSection = (): string => section('GLOBAL OPTIONS', ...GLOBAL_OPTIONS.map(valueName))

export function programHelp(): string {
  return (
    `AWS()\n\n` +
    section('NAME', 'aws - the command line of the AWS services that this simulator has') +
    section(
      'SYNOPSIS',
      'aws [options] <command> <subcommand> [parameters]',
      '',
      'Use aws command help for help on a command.',
    ) +
    globalSection() +
    section('AVAILABLE SERVICES', ...bullets([...services, 'configure', 'help']))
  )
}

export function serviceHelp(service: ServiceName): string {
  return (
    `${service.toUpperCase()}()\n\n` +
    section('NAME', `${service} -`) +
    section('DESCRIPTION', SERVICE_NAMES[service]) +
    section('AVAILABLE COMMANDS', ...bullets([...subcommandsOf(service).sort(), 'help']))
  )
}

export function operationHelp(command: Command): string {
  const { service, name, operation, page } = command
  const options = argumentsOf(command, []).filter(({ hidden }) => !hidden)
  const title = name.toUpperCase()
  const paged = page
    ? ['', `${name} is a paginated operation: the CLI may make several calls to get all results. --no-paginate makes only one.`]
    : []
  return (
    `${title}()\n\n` +
    section('NAME', `${name} -`) +
    section('DESCRIPTION', `Calls ${operation} of ${service}.`, ...paged) +
    section('SYNOPSIS', `  ${name}`, ...synopsis(options)) +
    section('OPTIONS', ...options.flatMap((option) => described(command, option))) +
    globalSection() +
    outputSection(command)
  )
}

/** A boolean's two options stand together. */
const synopsis = (options: readonly Argument[]): string[] =>
  options
    .filter(({ takes, constant }) => takes !== 'nothing' || constant !== false)
    .map((option) => {
      const text = option.takes === 'nothing' ? `${option.flag} | --no-${option.dest}` : `${option.flag} <value>`
      return option.required ? text : `[${text}]`
    })

function described({ model }: Command, { flag, shape, required, choices, integer }: Argument): string[] {
  const { type = integer ? 'integer' : 'string', enum: values, min, max } = model.shapes[shape ?? ''] ?? {}
  const limits = [min === undefined ? [] : [`min ${min}`], max === undefined ? [] : [`max ${max}`]].flat()
  const allowed = choices ?? values
  const shorthand = shorthandOf(model, shape)
  return [
    `${flag} (${[type, ...(required ? ['required'] : []), ...limits].join(', ')})`,
    ...(allowed ? [`   Possible values: ${allowed.join(', ')}`] : []),
    ...(shorthand === undefined ? [] : [`   Shorthand syntax: ${shorthand}`]),
  ]
}

/** The shorthand of structures and lists: `Key=string,Value=string ...`. */
function shorthandOf(model: ServiceModel, shapeName = ''): string | undefined {
  const shape = model.shapes[shapeName]
  if (shape?.type === 'list') {
    const member = model.shapes[shape.member?.shape ?? '']
    return `${shorthandOf(model, shape.member?.shape) ?? `"${member?.type ?? 'string'}"`} ...`
  }
  if (shape?.type !== 'structure') return undefined
  return Object.entries(shape.members ?? {})
    .map(([name, ref]) => `${name}=${model.shapes[ref.shape]?.type ?? 'string'}`)
    .join(',')
}

const DEPTH = 3

function outputSection({ model, operationModel }: Command): string {
  const lines = outputLines(model, operationModel.output ?? '', 0)
  return section('OUTPUT', ...(lines.length > 0 ? lines : ['None']))
}

function outputLines(model: ServiceModel, shapeName: string, depth: number): string[] {
  const shape = model.shapes[shapeName]
  if (depth === DEPTH) return []
  if (shape?.type === 'list') return outputLines(model, shape.member?.shape ?? '', depth)
  return Object.entries(shape?.members ?? {}).flatMap(([name, ref]) => [
    `${'   '.repeat(depth)}${name} -> (${model.shapes[ref.shape]?.type ?? 'string'})`,
    ...outputLines(model, ref.shape, depth + 1),
  ])
}

export function configureHelp(subcommands: readonly string[]): string {
  return (
    'CONFIGURE()\n\n' +
    section('NAME', 'configure -') +
    section(
      'DESCRIPTION',
      'Asks for an access key, its secret, a region and an output format, and keeps them',
      'in ~/.aws/credentials and ~/.aws/config: for the profile of --profile, else for default.',
    ) +
    section('SYNOPSIS', '  aws configure [--profile profile-name]') +
    section('AVAILABLE COMMANDS', ...bullets([...subcommands].sort()))
  )
}
