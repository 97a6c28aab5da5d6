import { parseKnown, type Value } from './argparse.js'
import type { Argument } from './argument.js'
import { argumentsOf } from './arguments.js'
import type { Command, Page } from './commands.js'
import { checkEc2Options } from './ec2/options.js'
import { badArgument, CliError, EXIT, parameterError, unknownOptions } from './errors.js'
import type { Globals } from './globals.js'
import { textOf } from './globals.js'
import { absolute, expanded, type Host } from './host.js'
import { JsonSyntaxError, parseJson } from './json-text.js'
import type { Paging } from './paginate.js'
import { isObject, type Json, type JsonObject, typeOf } from './python.js'
import { argumentValue, fileContent } from './values.js'

/** What the options of one operation say. */
export interface Request {
  input: JsonObject
  /** Undefined: one call, whatever there is. */
  page: Page | undefined
  paging: Paging
  skeleton: 'input' | 'output' | 'yaml-input' | undefined
  /** CreateVirtualMFADevice's: where its secret goes. */
  outfile: { path: string; member: 'QRCodePNG' | 'Base32StringSeed' } | undefined
}

/** `help` alone asks for the manual: undefined. */
export async function readRequest(
  command: Command,
  args: readonly string[],
  globals: Globals,
  host: Host,
): Promise<Request | undefined> {
  if (args.length === 1 && args[0] === 'help') return undefined
  const options = argumentsOf(command, args)
  const { values, positionals, rest } = parseKnown(args, options, [{ name: 'help', optional: true }])
  const [stray] = positionals
  if (stray === 'help') return undefined
  if (rest.length > 0 || stray !== undefined) throw unknownOptions([...rest, ...(stray === undefined ? [] : [stray])])

  if (command.service === 'ec2') checkEc2Options(command.operation, values)
  const page = pageFor(command, values, globals)
  const input: JsonObject = {}
  for (const option of options) await addMember(command, option, values, input, host)
  const known = Object.keys(input)
  await addCliInput(values, input, host)
  return {
    input: page || !command.page ? input : withLimit(command, values, input),
    page:
      page && !known.concat(Object.keys(input)).some((name) => name === page.inputToken || name === page.limit)
        ? page
        : undefined,
    paging: pagingOf(values),
    skeleton: textOf(values.get('generate-cli-skeleton')) as Request['skeleton'],
    outfile: await outfileOf(values, host),
  }
}

async function addMember(
  command: Command,
  option: Argument,
  values: Map<string, Value>,
  input: JsonObject,
  host: Host,
): Promise<void> {
  const given = values.get(option.dest)
  if (given !== undefined) option.fill?.(input, given)
  if (option.member === undefined || given === undefined || option.member in input) return
  input[option.member] = await argumentValue(command.model, option, given, host)
}

/** Whoever names the service's own token or limit pages by hand. */
function pageFor({ page }: Command, values: Map<string, Value>, { paginate }: Globals): Page | undefined {
  if (!page) return undefined
  const byHand = values.has('marker') || values.has('next-token') || values.has('max-results')
  if (paginate && !byHand) return page
  const own = ['starting-token', 'page-size', ...(page.limit === 'MaxItems' ? [] : ['max-items'])]
  const used = own.filter((name) => values.has(name)).map((name) => `--${name}`)
  if (used.length > 0) throw parameterError(`Cannot specify --no-paginate along with pagination arguments: ${used.join(', ')}`)
  return undefined
}

/** Without the CLI's paging, --max-items is the service's own MaxItems. */
function withLimit({ page }: Command, values: Map<string, Value>, input: JsonObject): JsonObject {
  const limit = values.get('max-items')
  return limit === undefined || page?.limit !== 'MaxItems' ? input : { ...input, MaxItems: Number(limit) }
}

function pagingOf(values: Map<string, Value>): Paging {
  const number = (name: string) => (values.has(name) ? Number(values.get(name)) : undefined)
  return { startingToken: textOf(values.get('starting-token')), maxItems: number('max-items'), pageSize: number('page-size') }
}

/** --cli-input-json and --cli-input-yaml; options on the command line win. */
async function addCliInput(values: Map<string, Value>, input: JsonObject, host: Host): Promise<void> {
  const [json, yaml] = [textOf(values.get('cli-input-json')), textOf(values.get('cli-input-yaml'))]
  if (json !== undefined && yaml !== undefined)
    throw new CliError('', EXIT.parameters, '\nOnly one --cli-input- parameter may be specified.\n')
  const given = json ?? yaml
  if (given === undefined) return
  const name = json === undefined ? 'cli-input-yaml' : 'cli-input-json'
  const content = (await fileContent(`--${name}`, given, host)) ?? given
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  const loaded = json === undefined ? await fromYaml(text) : fromJson(text)
  if (!isObject(loaded)) throw badArgument(`--${name}`, `Invalid type: expecting map, received ${typeOf(loaded)}`)
  for (const [member, value] of Object.entries(loaded)) if (!(member in input)) input[member] = value
}

function fromJson(text: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw badArgument('cli-input-json', 'Invalid JSON received.')
    throw error
  }
}

async function fromYaml(text: string): Promise<Json> {
  const { parse } = await import('yaml')
  try {
    return parse(text) as Json
  } catch {
    throw badArgument('cli-input-yaml', 'Invalid YAML received.')
  }
}

async function outfileOf(values: Map<string, Value>, host: Host): Promise<Request['outfile']> {
  const given = textOf(values.get('outfile'))
  if (given === undefined) return undefined
  const path = expanded(given, host)
  const full = absolute(path, host.cwd)
  if (!(await host.isFolder(absolute('..', full)))) throw parameterError(`Unable to write to file: ${path}`)
  return { path: full, member: values.get('bootstrap-method') as 'QRCodePNG' | 'Base32StringSeed' }
}
