import { enterAddress } from '../lab/enter-codes.js'
import { ServerClient } from './client.js'
import { flags, URL_FLAG } from './flags.js'
import { openBrowser } from './open-browser.js'
import { print } from './output.js'

/**
 * `iam-dojo open`: prints an address that makes a browser the person at the machine, who owns what this command made.
 * It works once, for ten minutes. `--browser` opens it too.
 */
export async function open(args: string[]): Promise<void> {
  const { values } = flags(args, { ...URL_FLAG, browser: { type: 'boolean', default: false } })
  const server = new ServerClient(values.url)
  const { code } = await server.json<{ code: string }>('POST', '/api/lab/enter-codes', {}, true)
  const address = enterAddress(server.url, code)
  print(address)
  if (values.browser) openBrowser(address)
}
