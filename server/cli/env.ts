import { ServerClient } from './client.js'
import { exportsOf } from './exports.js'
import { flags, URL_FLAG } from './flags.js'
import { print } from './output.js'

/** `iam-dojo env`: for `eval "$(iam-dojo env)"`. Holds no key: that comes from the console or `account create --env`. */
export async function env(args: string[]): Promise<void> {
  const { values } = flags(args, URL_FLAG)
  print(exportsOf(new ServerClient(values.url).url))
}
