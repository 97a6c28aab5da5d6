import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { exportsOf } from './exports.js'
import { flags } from './flags.js'
import { print } from './output.js'

/** `iam-dojo env`: for `eval "$(iam-dojo env)"`. Holds no key: that comes from the console or `account create --env`. */
export async function env(args: string[]): Promise<void> {
  const { values } = flags(args, COMMANDS.env.flags)
  print(exportsOf(new ServerClient(values.url).server))
}
