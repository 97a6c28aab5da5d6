import type { Config } from '../config.js'
import { generalError } from '../errors.js'
import type { Host, Output } from '../host.js'
import { change } from './prompts.js'

const HEADERS = ['User Name', 'Access Key ID', 'Secret Access key'] as const

/**
 * `aws configure import --csv file://…`: the file of keys that the console lets one download, as profiles. A file of
 * one user's keys has no user name, and the CLI refuses it. Source: AWS CLI Command Reference, "configure import".
 */
export async function configureImport(
  config: Config,
  host: Host,
  csv: string,
  prefix: string,
  skipInvalid: boolean,
  output: Output,
) {
  if (csv.trim() === '') throw generalError('Provided CSV contains no contents')
  const [header = '', ...rows] = csv.split(/\r?\n/).filter((line, index, all) => line !== '' || index < all.length - 1)
  const names = header.split(',').map((name) => name.trim().toLowerCase())
  const places = HEADERS.map((name) => {
    const place = names.indexOf(name.toLowerCase())
    if (place < 0) throw generalError(`Expected header "${name}" not found`)
    return place
  })
  let count = 0
  for (const [index, row] of rows.entries()) {
    const cells = row.split(',')
    const values = places.map((place) => cells[place]?.trim() ?? '')
    const missing = values.indexOf('')
    if (missing >= 0) {
      if (skipInvalid) continue
      throw generalError(`Failed to parse entry #${index + 1}: Row missing value for header "${HEADERS[missing]}"`)
    }
    const [user = '', accessKeyId = '', secret = ''] = values
    await change(host, config.credentialsFile, prefix + user, { aws_access_key_id: accessKeyId, aws_secret_access_key: secret })
    count++
  }
  output.out(`Successfully imported ${count} profile(s)\n`)
  return 0
}
