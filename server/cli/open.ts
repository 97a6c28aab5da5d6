import { enterAddress } from '../lab/enter-codes.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { openBrowser } from './open-browser.js'
import { print } from './output.js'

/**
 * `iam-dojo open`: prints an address that makes a browser the person at the machine, who owns what this command made.
 * It works once, for ten minutes. `--browser` opens it too.
 */
export async function open(args: string[]): Promise<void> {
  const { values } = flags(args, COMMANDS.open.flags)
  const client = new ServerClient(values.url)
  const { code } = await client.json<{ code: string }>('POST', '/api/lab/enter-codes', {}, true)
  const address = enterAddress(client.server.browserUrl, code)
  print(address)
  if (values.browser) openBrowser(address)
}
