import { visibleJson } from '../account/visible-text.js'
import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { print } from './output.js'

/** `iam-dojo explain REQUEST-ID` or `--last`: why a request was answered as it was. */
export async function explain(args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS.explain.flags, 1)
  const [requestId] = positionals
  if ((requestId === undefined) !== values.last) {
    throw new CliError('Say which request: iam-dojo explain REQUEST-ID, or iam-dojo explain --last', 2)
  }
  const account = values.account === undefined ? '' : `?account=${encodeURIComponent(values.account)}`
  const { explanation, text } = await new ServerClient(values.url).json<{ explanation: unknown; text: string }>(
    'GET',
    `/api/lab/explanations/${encodeURIComponent(requestId ?? 'last')}${account}`,
    undefined,
    true,
  )
  print(values.json ? visibleJson(explanation, 2) : text.trimEnd())
}
