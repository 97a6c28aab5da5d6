import { search } from '@jmespath-community/jmespath'
import type { ServiceName } from '../../aws/model/model.js'
import { parseKnown } from './argparse.js'
import { call } from './call.js'
import type { Caller } from './caller.js'
import { commandOf } from './commands.js'
import { generalError, parameterError, ServiceError } from './errors.js'
import { JMESPATH } from './globals.js'
import { cliName } from './names.js'
import type { JsonObject } from './python.js'
import { type Acceptor, WAITERS, type Waiter } from './waiters.js'

/** Which waiter is meant. Source: behaviour of `aws iam wait` 2.9. */
export function waiterOf(service: ServiceName, args: readonly string[]): { waiter: Waiter; rest: string[] } {
  const waiters = new Map(WAITERS[service]?.map((waiter) => [cliName(waiter.name), waiter]))
  const { positionals } = parseKnown(args, [], [{ name: 'subcommand', optional: true, choices: [...waiters.keys()] }])
  const [name] = positionals
  const waiter = name === undefined ? undefined : waiters.get(name)
  if (name === undefined || !waiter) {
    throw parameterError(`usage: aws [options] ${service} wait <subcommand> [parameters]\naws: error: too few arguments`)
  }
  return { waiter, rest: args.toSpliced(args.indexOf(name), 1) }
}

/** Asks until the waiter's state is reached. Source: behaviour of botocore's Waiter. */
export async function waitFor(service: ServiceName, waiter: Waiter, input: JsonObject, caller: Caller): Promise<number> {
  const command = commandOf(service, waiter.operation)
  const failed = (reason: string) => generalError(`Waiter ${waiter.name} failed: ${reason}`)
  let matched = false
  for (let attempt = 1; ; attempt++) {
    const answer = await call(command, input, caller).catch(serviceError)
    const accepted = waiter.acceptors.find((acceptor) => accepts(acceptor, answer))
    if (!accepted && answer instanceof ServiceError) {
      throw failed(`An error occurred (${answer.code}): ${answer.serviceMessage}`)
    }
    matched ||= accepted !== undefined
    if (accepted?.state === 'success') return 0
    if (accepted?.state === 'failure') {
      throw failed(`Waiter encountered a terminal failure state: ${explanation(accepted)}`)
    }
    if (attempt === waiter.attempts) {
      const last = accepted ?? waiter.acceptors.at(-1)
      throw failed(`Max attempts exceeded${matched && last ? `. Previously accepted state: ${explanation(last)}` : ''}`)
    }
    await caller.host.sleep(waiter.delaySeconds * 1000)
  }
}

function serviceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error
  throw error
}

function accepts(acceptor: Acceptor, answer: JsonObject | ServiceError): boolean {
  if (answer instanceof ServiceError) return acceptor.matcher === 'error' && acceptor.expected === answer.code
  // An answer that is no error has come with 200.
  if (acceptor.matcher === 'status') return true
  if (acceptor.matcher === 'error') return false
  const found: unknown = search(answer as never, acceptor.argument, JMESPATH)
  if (acceptor.matcher === 'path') return found === acceptor.expected
  if (!Array.isArray(found) || found.length === 0) return false
  const equals = (item: unknown) => item === acceptor.expected
  return acceptor.matcher === 'pathAll' ? found.every(equals) : found.some(equals)
}

/** In botocore's words. */
function explanation(acceptor: Acceptor): string {
  switch (acceptor.matcher) {
    case 'status':
      return `Matched expected HTTP status code: ${acceptor.expected}`
    case 'error':
      return `Matched expected service error code: ${acceptor.expected}`
    case 'path':
      return `For expression "${acceptor.argument}" we matched expected path: "${acceptor.expected ? 'True' : 'False'}"`
    case 'pathAll':
      return `For expression "${acceptor.argument}" all members matched excepted path: "${acceptor.expected}"`
    case 'pathAny':
      return `For expression "${acceptor.argument}" we matched expected path: "${acceptor.expected}" at least once`
  }
}
