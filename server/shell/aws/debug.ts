import type { Caller } from './caller.js'
import type { Command } from './commands.js'
import type { SignedHeaders } from './sign.js'

/**
 * The lines of `--debug` that are about the signature and the answer. No parameters and no bodies are shown: secrets
 * may be among them; nor is the session token. Source: the CLI 2.9's own log lines.
 */
function log({ host, output }: Caller, logger: string, text: string): void {
  const time = new Date(host.now()).toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')
  output.err(`${time} - MainThread - ${logger} - DEBUG - ${text}\n`)
}

export function debugRequest(
  caller: Caller,
  { operation }: Command,
  { canonicalRequest, stringToSign, headers }: SignedHeaders,
): void {
  log(caller, 'botocore.endpoint', `Making request for OperationModel(name=${operation})`)
  log(caller, 'botocore.auth', 'Calculating signature using v4 auth.')
  log(caller, 'botocore.auth', `CanonicalRequest:\n${canonicalRequest}`)
  log(caller, 'botocore.auth', `StringToSign:\n${stringToSign}`)
  log(caller, 'botocore.auth', `Signature:\n${/Signature=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? ''}`)
}

export function debugResponse(caller: Caller, status: number, headers: Headers): void {
  log(caller, 'urllib3.connectionpool', `${caller.host.origin} "POST / HTTP/1.1" ${status}`)
  const shown = ['x-amzn-requestid', 'content-type', 'date'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [`'${name === 'x-amzn-requestid' ? 'x-amzn-RequestId' : name}': '${value}'`]
  })
  log(caller, 'botocore.parsers', `Response headers: {${shown.join(', ')}}`)
}
