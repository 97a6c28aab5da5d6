import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { print } from './output.js'

/** `iam-dojo clock --account ID --forward 90d`: moves what ages; codes and signatures stay on real time. */
export async function clock(args: string[]): Promise<void> {
  const { values } = flags(args, COMMANDS.clock.flags)
  if (!values.account || !values.forward) {
    throw new CliError('Say which account and how far: iam-dojo clock --account 123456789012 --forward 90d', 2)
  }
  const { clockOffset } = await new ServerClient(values.url).json<{ clockOffset: number }>(
    'POST',
    `/api/lab/accounts/${encodeURIComponent(values.account)}/clock`,
    { forward: values.forward },
    true,
  )
  print(`Account ${values.account}: its clock shows ${new Date(Date.now() + clockOffset).toISOString()}`)
}
