import pino, { type Logger } from 'pino'
import { seenInJson } from '../account/visible-text.js'
import { CliError } from './cli-error.js'
import { describeError } from './describe-error.js'

export type Log = (event: string, details: Record<string, unknown>) => void

const LEVELS = [...Object.keys(pino.levels.values), 'silent']

/** The server's log: a JSON line an event on standard error. `IAM_DOJO_LOG` sets the level (`warn`). */
export function createLog(): Log {
  const level = process.env.IAM_DOJO_LOG ?? 'warn'
  if (!LEVELS.includes(level)) throw new CliError(`IAM_DOJO_LOG takes one of ${LEVELS.join(', ')}, not '${level}'.`, 2)
  const destination = pino.destination({ dest: 2, sync: true })
  // A closed standard error is no reason to stop serving.
  destination.on('error', () => undefined)
  const logger: Logger = pino(
    { level, redact: ['headers'], serializers: { err: describeError } },
    { write: (line) => void destination.write(seenInJson(line)) },
  )
  return (event, { error, ...details }) => logger.error({ ...details, ...(error === undefined ? {} : { err: error }) }, event)
}
