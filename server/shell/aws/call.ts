import { GLOBAL_REGION } from '../../aws/global-region.js'
import type { Caller } from './caller.js'
import type { Command } from './commands.js'
import { debugRequest, debugResponse } from './debug.js'
import { readableFromEc2 } from './ec2/output.js'
import { configurationError, generalError, ServiceError } from './errors.js'
import type { JsonObject } from './python.js'
import { readAnswer } from './response.js'
import { type Serialized, serialize } from './serialize.js'
import { signed } from './sign.js'

export const USER_AGENT = 'aws-cli/2.9.19 iam-dojo-terminal'

/** One request to the server, signed, sent, read; throws the service's error. */
export async function call(command: Command, input: JsonObject, caller: Caller): Promise<JsonObject> {
  const { host } = caller
  const request = serialize(command, input)
  const headers = await authorized(command, request, caller)
  // The browser sets Host itself and lets nobody else.
  const sent = Object.entries(headers).filter(([name]) => name !== 'host')
  for (const [, value] of sent) refuseUnsendable(value)
  const response = await host
    .fetch(`${host.origin}/`, { method: 'POST', headers: sent, body: request.body, credentials: 'omit' })
    .catch(() => {
      throw generalError(`Could not connect to the endpoint URL: "${host.origin}/"`)
    })
  const body = await response.text()
  if (caller.debug) debugResponse(caller, response.status, response.headers)
  const answer = readAnswer(command, response.status, body, response.headers.get('x-amzn-errortype'))
  if ('code' in answer) throw new ServiceError(answer.code, answer.message, command.operation, response.status)
  return command.service === 'ec2' ? readableFromEc2(command.operation, answer.output) : answer.output
}

/** A key such as AKIA… that was never filled in. Source: what Python's HTTP client says. */
function refuseUnsendable(value: string): void {
  const at = [...value].findIndex((character) => character > '\xff')
  if (at < 0) return
  const code = [...value][at]?.codePointAt(0)?.toString(16).padStart(4, '0')
  throw generalError(`'latin-1' codec can't encode character '\\u${code}' in position ${at}: ordinal not in range(256)`)
}

/** All headers of a request: with a signature, unless there is nothing to sign with or the operation takes none. */
async function authorized(command: Command, { headers, body }: Serialized, caller: Caller): Promise<Record<string, string>> {
  const { host, credentials, region } = caller
  const all: Record<string, string> = { ...headers, 'x-amz-user-agent': USER_AGENT }
  if (!credentials || command.operationModel.unsigned) return all
  const url = new URL(`${host.origin}/`)
  const { service } = command
  const now = host.now()
  const result = await signed({ method: 'POST', url, headers: all, body, region, service, credentials, now })
  if (caller.debug) debugRequest(caller, command, result)
  return result.headers
}

/** IAM has one endpoint for all regions, and its signatures say us-east-1; so has STS, where no region is set. */
export function signingRegion(service: string, region: string | undefined, endpointGiven: boolean): string {
  if (service === 'iam' || (service === 'sts' && region === undefined && !endpointGiven)) return GLOBAL_REGION
  if (region === undefined) {
    throw configurationError('You must specify a region. You can also configure your region by running "aws configure".')
  }
  return region
}
