import { StoreError } from './store-error.js'
import { codeOf } from './system-error.js'

/** Where a database is, as a person names it; never its password. */
export interface DatabasePlace {
  host: string
  port: number
  user: string
  database: string
}

/** The system's and PostgreSQL's codes of a connection that broke or could not be made. Sources: errno(3); SQLSTATE. */
const LOST = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'ENOENT', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'],
  // admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout
  ...['57P01', '57P02', '57P03', '25P03'],
])

/** What pg and its pool say without a code. */
const LOST_WORDS =
  /^(?:Connection terminated|timeout e|Query read timeout|Client (?:has encountered|was closed)|Client network socket|read E|write E)/

/**
 * A transaction that did not take place: too many connections, lock_not_available, query_canceled (a timeout), a deadlock,
 * a serialization failure, a database that is read-only for a while (a standby).
 */
const BUSY = new Set(['53300', '53400', '55P03', '57014', '40P01', '40001', '25006'])

const isConnectionLost = (error: unknown): boolean => {
  const code = codeOf(error)
  return LOST.has(code) || code.startsWith('08') || (error instanceof Error && LOST_WORDS.test(error.message))
}

const AWAY = "The server's database doesn't answer. Try again in a few seconds."
const TOO_BUSY = "The server's database is too busy. Try again in a few seconds."

/** An error of the driver as the store tells it: `away` and `busy` pass by themselves, anything else stays as it is. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreError) return error
  if (isConnectionLost(error)) return new StoreError('away', AWAY, { cause: error })
  return BUSY.has(codeOf(error)) ? new StoreError('busy', TOO_BUSY, { cause: error }) : error
}

/** Why a server can't start on a database, with the next step. */
export function startError(thrown: unknown, place: DatabasePlace): unknown {
  // What the driver's wrapper made of it says less than its cause here.
  const wrapped = thrown instanceof StoreError && (thrown.code === 'away' || thrown.code === 'busy')
  const error = wrapped ? thrown.cause : thrown
  if (error instanceof StoreError || !(error instanceof Error)) return error
  const sentence = connecting(error, place) ?? signingIn(error, place) ?? encrypting(error, place)
  if (sentence !== undefined) return new StoreError('unusable', sentence, { cause: error })
  return wrapped ? thrown : error
}

function connecting(error: Error, { host, port }: DatabasePlace): string | undefined {
  const where = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `No database answers at ${where}. Start PostgreSQL there, or correct the address.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No machine has the name ${host}. Correct the host in the database's address.`
    case '57P03':
      return `The database at ${where} is starting or stopping. Try again in a few seconds.`
    case '53300':
      return `The database at ${where} has no free connection. End some of its clients, or raise its max_connections.`
    default:
      return isConnectionLost(error) ? `The database at ${where} doesn't answer. Check the address and the network.` : undefined
  }
}

function signingIn(error: Error, { host, user, database }: DatabasePlace): string | undefined {
  if (/^SASL: .*password must be/.test(error.message)) {
    return `The database wants the password of ${user}. Set PGPASSWORD, PGPASSFILE, or IAM_DOJO_DATABASE_URL.`
  }
  switch (codeOf(error)) {
    case '28P01':
      return `The database refused the password of ${user}. Correct PGPASSWORD, PGPASSFILE, or IAM_DOJO_DATABASE_URL.`
    case '28000':
      return `The database at ${host} doesn't let ${user} in from this machine. Check its pg_hba.conf, and whether it wants TLS (sslmode).`
    case '3D000':
      return `There is no database ${database} at ${host}. Make it with createdb, or correct the address.`
    case '42501':
      return `${user} may not make tables in the database ${database}. Make ${user} its owner, or use another database.`
    default:
      return undefined
  }
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

function encrypting(error: Error, { host }: DatabasePlace): string | undefined {
  if (error.message === 'The server does not support SSL connections') {
    return `The database at ${host} takes no TLS. Turn it on there, or accept a plain connection with sslmode=disable.`
  }
  const code = codeOf(error)
  if (CERTIFICATE.test(code)) {
    return `The certificate of the database at ${host} can't be verified (${code}). Name its authority's file with sslrootcert.`
  }
  const isTls = code.startsWith('ERR_SSL') || code === 'EPROTO' || error.message.includes('establishing an SSL connection')
  return isTls ? `TLS to the database at ${host} failed. Check its certificate and its sslmode.` : undefined
}
