import type { ServiceName } from '../../aws/model/model.js'
import { parseKnown } from './argparse.js'
import { call } from './call.js'
import type { Caller } from './caller.js'
import { commandOf } from './commands.js'
import { generalError, parameterError, ServiceError } from './errors.js'
import type { JsonObject } from './python.js'
import { WAITERS, type Waiter } from './tables.js'

/** Which waiter is meant. Source: behaviour of `aws iam wait` 2.9. */
export function waiterOf(service: ServiceName, args: readonly string[]): { waiter: Waiter; rest: string[] } {
  const waiters = WAITERS[service] ?? {}
  const { positionals } = parseKnown(args, [], [{ name: 'subcommand', optional: true, choices: Object.keys(waiters) }])
  const [name] = positionals
  const waiter = name === undefined ? undefined : waiters[name]
  if (name === undefined || !waiter) {
    throw parameterError(`usage: aws [options] ${service} wait <subcommand> [parameters]\naws: error: too few arguments`)
  }
  return { waiter, rest: args.toSpliced(args.indexOf(name), 1) }
}

/** Asks until the entity is there. */
export async function waitFor(service: ServiceName, waiter: Waiter, input: JsonObject, caller: Caller): Promise<number> {
  const command = commandOf(service, waiter.operation)
  for (let attempt = 1; ; attempt++) {
    try {
      await call(command, input, caller)
      return 0
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'NoSuchEntity') {
        throw error instanceof ServiceError ? generalError(`Waiter ${waiter.name} failed: ${error.message}`) : error
      }
      if (attempt === waiter.attempts) throw generalError(`Waiter ${waiter.name} failed: Max attempts exceeded`)
      await caller.host.sleep(waiter.delaySeconds * 1000)
    }
  }
}
