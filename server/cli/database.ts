import { keyFromEnvironment, keyFromFile, type MasterKey } from '../store/master-key.js'
import { CliError } from './cli-error.js'

/** The PostgreSQL database that a server stands on. */
export interface Database {
  /** May hold a password: it's never printed. */
  connectionString: string
  masterKey: MasterKey
  /** For the banner. */
  name: string
}

interface Flags {
  database?: string | undefined
  'key-file'?: string | undefined
  data?: string | undefined
  ephemeral: boolean
}

const VARIABLE = 'IAM_DOJO_DATABASE_URL'

/** From `--database` or the environment; undefined where accounts are kept in a folder. Throws CliError and StoreError. */
export function databaseOf(flags: Flags): Database | undefined {
  const { 'key-file': keyFile, data, ephemeral } = flags
  // A variable that is set to nothing is as good as none.
  const given = flags.database ?? (process.env[VARIABLE] || undefined)
  const source = flags.database === undefined ? VARIABLE : '--database'
  if (given === undefined) {
    if (keyFile !== undefined) throw new CliError('--key-file needs --database or IAM_DOJO_DATABASE_URL.', 2)
    return undefined
  }
  const other = ephemeral ? '--ephemeral' : data === undefined ? undefined : '--data'
  if (other !== undefined) throw new CliError(`Give ${other} or a database, not both: ${source} is set.`, 2)
  const url = parsed(given, source)
  if (source === '--database' && hasPassword(url)) {
    throw new CliError(
      `Other users of this machine can see the password in --database. Use ${VARIABLE}, PGPASSWORD, or PGPASSFILE instead.`,
      2,
    )
  }
  return { connectionString: given, masterKey: keyOf(keyFile), name: nameOf(url) }
}

function parsed(text: string, source: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^postgres(?:ql)?:$/.test(url.protocol)) return url
  throw new CliError(`${source} needs an address such as postgres://dojo@db.example.com/dojo.`, 2)
}

const hasPassword = ({ password, searchParams }: URL): boolean => password !== '' || searchParams.has('password')

/** As in the address: what it leaves out, the driver takes from elsewhere. */
function nameOf({ pathname, host, searchParams }: URL): string {
  const database = searchParams.get('database') ?? pathname.slice(1)
  const at = searchParams.get('host') ?? host
  return [database === '' ? 'PostgreSQL' : `the database ${database}`, ...(at === '' ? [] : [`at ${at}`])].join(' ')
}

function keyOf(file: string | undefined): MasterKey {
  const key = keyFromEnvironment()
  if (key && file !== undefined) throw new CliError('Give --key-file or IAM_DOJO_MASTER_KEY, not both.', 2)
  if (key) return key
  if (file !== undefined) return keyFromFile(file)
  throw new CliError(
    'A database needs a master key. Make one with "openssl rand -base64 32 > master.key", then add --key-file master.key. All servers of this database need the same one.',
    2,
  )
}
