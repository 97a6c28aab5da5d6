import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { findDamage } from './damage.js'

/**
 * A process of its own that checks a large database: `node check-database.js FILE` prints `{ "finding": … }`. It reads the
 * file without a lock (`immutable`), so the server leaves the file alone meanwhile and writes into its log only.
 */
const [, , file = ''] = process.argv
const database = new Database(`${pathToFileURL(file).href}?immutable=1`)
process.stdout.write(JSON.stringify({ finding: findDamage(database) }))
