import { oneLine } from '../account/visible-text.js'
import { askPassphrase } from './ask.js'
import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { print } from './output.js'

/**
 * `iam-dojo classroom password NAME`: for an instructor or assistant who lost theirs. Their sessions end, and so does their
 * authenticator app.
 */
export async function classroom([command, ...args]: string[]): Promise<void> {
  if (command !== 'password') throw new CliError('Usage: iam-dojo classroom password NAME', 2)
  const { values, positionals } = flags(args, COMMANDS.classroomPassword.flags, 1)
  const [name] = positionals
  if (!name) throw new CliError('Say whose password: iam-dojo classroom password "Ines Torres"', 2)
  const password = await askPassphrase(`The new password of ${oneLine(name)}`, { twice: true })
  const path = '/api/classroom/staff/password'
  const { name: known } = await new ServerClient(values.url).json<{ name: string }>('POST', path, { name, password }, true)
  print(`${oneLine(known)} has a new password. Their sessions have ended, and they sign in without an authenticator app.`)
}
