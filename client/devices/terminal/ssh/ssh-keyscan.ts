import { type Command, defineCommand } from 'just-bash/browser'
import type { Machine } from '../../../../server/shell/machine.js'
import { hostKeyOf, knownName } from './host-key.js'
import { knownHostLine } from './known-hosts.js'
import { optionsOf } from './options.js'
import { reaches } from './target.js'

const USAGE = 'usage: ssh-keyscan [-p port] [-t type] host ...\n'

/** `ssh-keyscan`: the host key, as known_hosts has it. Source: ssh-keyscan(1). */
export function sshKeyscanCommand(machine: Machine): Command {
  return defineCommand('ssh-keyscan', async (args) => {
    const found = optionsOf(args, { flags: '46cDHqv', valued: 'fpTt' })
    if (typeof found === 'string') return { stdout: '', stderr: `${found}\n${USAGE}`, exitCode: 1 }
    const { values, words } = found
    if (words.length === 0) return { stdout: '', stderr: USAGE, exitCode: 1 }
    const wanted = (values.get('t') ?? 'ed25519').split(',').includes('ed25519')
    const blob = wanted ? await hostKeyOf(machine) : undefined
    const written = { stdout: '', stderr: '', exitCode: 1 }
    for (const host of words) {
      if (!reaches(machine, host)) written.stderr += `getaddrinfo ${host}: Name or service not known\n`
      else if (blob) {
        written.stdout += knownHostLine(knownName(host, values.get('p') ?? '22'), blob)
        written.exitCode = 0
      }
    }
    return written
  })
}
