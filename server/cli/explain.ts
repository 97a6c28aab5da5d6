import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { flags, URL_FLAG } from './flags.js'

/** `iam-dojo explain REQUEST-ID` or `--last`: why a request was answered as it was. */
export async function explain(args: string[]): Promise<void> {
  const options = {
    ...URL_FLAG,
    last: { type: 'boolean', default: false },
    account: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = flags(args, options, 1)
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
  process.stdout.write(values.json ? `${JSON.stringify(explanation, null, 2)}\n` : text)
}
