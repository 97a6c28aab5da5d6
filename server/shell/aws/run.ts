import { bytesOfBase64 } from '../../aws/base64.js'
import type { ServiceName } from '../../aws/model/model.js'
import { parseKnown } from './argparse.js'
import { withBlobsDecoded } from './blobs.js'
import { call, signingRegion, USER_AGENT } from './call.js'
import type { Caller } from './caller.js'
import { type Command, commandOf, commandsOf, inputShape, services, subcommandsOf } from './commands.js'
import { type Config, outputOf, readConfig, regionOf, scopedProfile } from './config.js'
import { configure } from './configure/configure.js'
import { type AssumeRole, credentialsOf, forgetExpired } from './credentials.js'
import { completedForEc2 } from './ec2/input.js'
import { CliError, configurationError, generalError } from './errors.js'
import { GLOBAL_OPTIONS, type Globals, globalsOf } from './globals.js'
import { operationHelp, programHelp, serviceHelp } from './help.js'
import type { Host, Output } from './host.js'
import { type Request, readRequest } from './input.js'
import { metadataRegion } from './metadata.js'
import { type Format, formatted, formattedPages } from './output/output.js'
import { yamlText } from './output/yaml.js'
import { paginate } from './paginate.js'
import type { JsonObject } from './python.js'
import { outputSkeleton, skeletonOf } from './skeleton.js'
import { validateInput } from './validate.js'
import { waiterOf, waitFor } from './wait.js'

/** `aws ARGUMENTS`: writes to `output` and returns the exit code. */
export async function runAws(args: readonly string[], host: Host, output: Output): Promise<number> {
  try {
    return await main(args, host, output)
  } catch (error) {
    const known = error instanceof CliError ? error : generalError(error instanceof Error ? error.message : String(error))
    output.err(known.printed)
    return known.exitCode
  }
}

async function main(args: readonly string[], host: Host, output: Output): Promise<number> {
  if (args.includes('--version')) {
    output.out(`${USER_AGENT}\n`)
    return 0
  }
  const choices = [...services, 'configure', 'help']
  const parsed = parseKnown(args, GLOBAL_OPTIONS, [{ name: 'command', choices }])
  const globals = globalsOf(parsed, host.origin)
  const [command = ''] = parsed.positionals
  if (command === 'help') {
    output.out(programHelp())
    return 0
  }
  if (command === 'configure') return configure(parsed.rest, globals, host, output, assumer(globals, host, output))
  return runService(command as ServiceName, parsed.rest, globals, host, output)
}

async function runService(
  service: ServiceName,
  args: readonly string[],
  globals: Globals,
  host: Host,
  output: Output,
): Promise<number> {
  const parsed = parseKnown(args, [], [{ name: 'operation', choices: [...subcommandsOf(service), 'help'] }])
  const [name = ''] = parsed.positionals
  if (name === 'help') {
    output.out(serviceHelp(service))
    return 0
  }
  const { rest } = parsed
  if (name === 'wait') {
    const { waiter, rest: own } = waiterOf(service, rest)
    return runOperation(commandOf(service, waiter.operation), own, globals, host, output, (input, caller) =>
      waitFor(service, waiter, input, caller),
    )
  }
  const command = commandsOf(service).get(name)
  if (!command) throw new Error(`no command ${name}`)
  return runOperation(command, rest, globals, host, output)
}

/** On an instance, its own region is the last resort. */
async function regionFor(config: Config, host: Host, { region }: Globals): Promise<string | undefined> {
  return regionOf(config, host, region) ?? (await metadataRegion(host))
}

type Instead = (input: JsonObject, caller: Caller) => Promise<number>

async function runOperation(
  command: Command,
  args: readonly string[],
  globals: Globals,
  host: Host,
  output: Output,
  instead?: Instead,
): Promise<number> {
  const request = await readRequest(command, args, globals, host)
  if (!request) {
    output.out(operationHelp(command))
    return 0
  }
  if (request.skeleton === 'input' || request.skeleton === 'yaml-input') {
    output.out(printedSkeleton(command, request.skeleton))
    return 0
  }
  const config = await readConfig(host, globals.profile)
  const region = signingRegion(command.service, await regionFor(config, host, globals), globals.endpointGiven)
  const format: Format = { output: outputOf(config, host, globals.output), query: globals.query, columns: host.columns }
  const input = inputToSend(command, request.input, globals.binaryFormat ?? scopedProfile(config).cli_binary_format)
  validateInput(command.model, command.operationModel.input, input)
  if (request.skeleton === 'output') {
    output.out(formatted(command.operation, outputSkeleton(command.model, command.operationModel.output), format))
    return 0
  }
  const signs = globals.sign && !command.operationModel.unsigned
  const credentials = signs ? await credentialsOf(config, host, assumer(globals, host, output)) : undefined
  if (signs && !credentials) {
    throw configurationError('Unable to locate credentials. You can configure credentials by running "aws configure".')
  }
  const caller: Caller = { host, output, region, credentials, debug: globals.debug }
  try {
    if (instead) return await instead(input, caller)
    output.out(await answered(command, { ...request, input }, caller, format))
    return 0
  } catch (error) {
    if (credentials) await forgetExpired(credentials, error, host)
    throw error
  }
}

function inputToSend(command: Command, given: JsonObject, binaryFormat: string | undefined): JsonObject {
  const { model, operation, operationModel, service } = command
  const input = binaryFormat === 'raw-in-base64-out' ? given : withBlobsDecoded(model, operationModel.input, given)
  return service === 'ec2' ? completedForEc2(operation, input) : input
}

async function answered(command: Command, request: Request, caller: Caller, format: Format): Promise<string> {
  const send = (input: JsonObject) => call(command, input, caller)
  if (request.page) {
    const paged = await paginate(request.page, request.input, request.paging, send)
    return formattedPages(command.operation, request.page, paged, format)
  }
  const answer = await send(request.input)
  if (request.outfile) await saveSecret(request.outfile, answer, caller.host)
  return formatted(command.operation, answer, format)
}

/** CreateVirtualMFADevice's secret goes to the file alone, as bytes, and is not shown. */
async function saveSecret({ path, member }: NonNullable<Request['outfile']>, answer: JsonObject, host: Host): Promise<void> {
  const device = answer.VirtualMFADevice as JsonObject
  await host.write(path, bytesOfBase64(String(device[member])))
  delete device.QRCodePNG
  delete device.Base32StringSeed
}

function printedSkeleton(command: Command, kind: 'input' | 'yaml-input'): string {
  const skeleton = skeletonOf(command.model, inputShape(command) && command.operationModel.input)
  if (kind === 'input') return `${JSON.stringify(skeleton, null, 4)}\n`
  return yamlText(skeleton, false)
}

/** AssumeRole for a profile with a role. */
function assumer(globals: Globals, host: Host, output: Output): AssumeRole {
  return async (input, credentials) => {
    const configured = await regionFor(await readConfig(host, globals.profile), host, globals)
    const region = signingRegion('sts', configured, globals.endpointGiven)
    return call(commandOf('sts', 'AssumeRole'), input, { host, output, region, credentials, debug: globals.debug })
  }
}
