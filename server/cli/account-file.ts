import { readFileSync } from 'node:fs'
import { isAccountFile } from '../lab/account-file/file-head.js'
import { IMPORT_TYPE } from '../lab/api/import-type.js'
import { askPassphrase } from './ask.js'
import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { print } from './output.js'

/** `iam-dojo account export ID > FILE` */
export async function exportAccount(args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS.exportAccount.flags, 1)
  const [accountId] = positionals
  if (!accountId) throw new CliError('Say which account: iam-dojo account export 123456789012 > FILE', 2)
  const passphrase = await askPassphrase('New passphrase for the file', { twice: true })
  const path = `/api/lab/accounts/${encodeURIComponent(accountId)}/export`
  const file = await new ServerClient(values.url).text('POST', path, { passphrase }, true)
  print(file.trimEnd())
}

/** `iam-dojo account import FILE [--replace]` */
export async function importAccount(args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS.importAccount.flags, 1)
  const [name] = positionals
  if (!name) throw new CliError('Say which file: iam-dojo account import FILE', 2)
  const file = read(name)
  // Nobody types a passphrase for a file that can't be one.
  if (!isAccountFile(file)) throw new CliError(`IAM Dojo did not export the file ${name}. Nothing was changed.`)
  const passphrase = await askPassphrase('The passphrase of the file', { twice: false })
  const body = new Blob([`${JSON.stringify({ passphrase, replace: values.replace })}\n`, file], { type: IMPORT_TYPE })
  const { accountId, replaced } = await new ServerClient(values.url).json<{ accountId: string; replaced: boolean }>(
    'POST',
    '/api/lab/accounts/import',
    body,
    true,
  )
  print(`Account ${accountId} was ${replaced ? 'replaced by the one in the file' : 'imported'}.`)
}

function read(name: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(name))
  } catch {
    throw new CliError(`The file ${name} can't be read.`)
  }
}
