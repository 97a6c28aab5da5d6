import { type Command, defineCommand } from 'just-bash/browser'
import { oneLine, visibleJson } from '../../../../server/account/visible-text.js'
import type { Machine } from '../../../../server/shell/machine.js'

const USAGE = `Usage: iam-dojo explain REQUEST-ID
       iam-dojo explain --last

Explains the answer to a request. Clients print the request ID with --debug, as x-amzn-RequestId.
`

/** `iam-dojo explain`: as the server's own command; who may read is the learner whose browser this is. */
export function iamDojoCommand(machine: Machine): Command {
  return defineCommand('iam-dojo', async ([command, ...args]) => {
    const json = args.includes('--json')
    const [id, ...others] = args.filter((arg) => arg !== '--json')
    if (command !== 'explain' || id === undefined || others.length > 0) return { stdout: '', stderr: USAGE, exitCode: 2 }
    const which = id === '--last' ? 'last' : id
    try {
      const response = await machine.fetch(`${machine.origin}/api/lab/explanations/${encodeURIComponent(which)}`, {
        cache: 'no-store',
      })
      const answer = (await response.json()) as { text?: string; explanation?: unknown; message?: string }
      if (!response.ok)
        return { stdout: '', stderr: `iam-dojo: ${oneLine(answer.message ?? response.statusText)}\n`, exitCode: 1 }
      return {
        stdout: json ? `${visibleJson(answer.explanation, 2)}\n` : (answer.text ?? ''),
        stderr: '',
        exitCode: 0,
      }
    } catch {
      return { stdout: '', stderr: `iam-dojo: No server answers at ${machine.origin}.\n`, exitCode: 1 }
    }
  })
}
