import { basename, dirname } from 'node:path'
import { type DatabaseFiles, dateOfCopy } from './database-files.js'

/** What the person at the machine can do about a database that is damaged or missing. */
export function wayOut(files: DatabaseFiles): string {
  const { database, copy } = files
  const date = dateOfCopy(files)
  if (date === undefined) {
    return `There is no copy of it. Choose another folder with --data, and import your exported accounts there.`
  }
  return `To go back to the copy of ${date} UTC, rename ${basename(copy)} to ${basename(database)} in ${dirname(database)}.`
}
