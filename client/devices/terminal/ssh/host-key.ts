import { bytesOfBase64 } from '../../../../server/aws/base64.js'
import { absolute } from '../../../../server/shell/aws/host.js'
import type { Machine } from '../../../../server/shell/machine.js'
import type { ShellFs } from '../../../../server/shell/shell-fs.js'
import { LAPTOP } from '../shell/laptop-shell.js'
import { knownHostLine, knownHosts } from './known-hosts.js'
import { fingerprint, nameOf } from './public-key.js'

export const KNOWN_HOSTS = `${LAPTOP.home}/.ssh/known_hosts`

/** The key that the server's instances have in common; undefined if no server answers. */
export async function hostKeyOf(machine: Machine): Promise<Uint8Array | undefined> {
  const answer = await machine.fetch(`${machine.origin}/api/lab/ssh/host-key`, { cache: 'no-store' }).catch(() => undefined)
  if (!answer?.ok) return undefined
  return bytesOfBase64(((await answer.json()) as { hostKey: string }).hostKey)
}

/** A host's name in known_hosts: with the port unless it's 22. Source: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export const knownName = (host: string, port: string): string => (port === '22' ? host : `[${host}]:${port}`)

interface Question {
  fs: ShellFs
  name: string
  blob: Uint8Array
  strict: string
  say(text: string): Promise<unknown>
  ask: Machine['ask']
}

/** Is the host's key the one that is known? Asks about a new one, in ssh's words. Source: OpenSSH 9.2, sshconnect.c. */
export async function trusted({ fs, name, blob, strict, say, ask }: Question): Promise<boolean> {
  const text = (await fs.exists(KNOWN_HOSTS)) ? await fs.readFile(KNOWN_HOSTS) : ''
  const known = knownHosts(text).filter(({ names }) => names.includes(name))
  const own = fingerprint(blob)
  if (known.some(({ key }) => fingerprint(key.blob) === own)) return true
  const [other] = known
  if (other) {
    await say(changed(nameOf(blob), own, other.line, name))
    return false
  }
  if (strict === 'yes') {
    await say(`No ${nameOf(blob)} host key is known for ${name} and you have requested strict checking.\n`)
    return failed(say)
  }
  if (strict === 'ask' && !(await agreed({ name, own, blob, say, ask }))) return failed(say)
  await fs.mkdir(absolute('..', KNOWN_HOSTS), { recursive: true })
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  await fs.writeFile(KNOWN_HOSTS, text + gap + knownHostLine(name, blob))
  await say(`Warning: Permanently added '${name}' (${nameOf(blob)}) to the list of known hosts.\n`)
  return true
}

async function failed(say: Question['say']): Promise<false> {
  await say('Host key verification failed.\n')
  return false
}

async function agreed(asked: Pick<Question, 'name' | 'blob' | 'say' | 'ask'> & { own: string }): Promise<boolean> {
  const { name, own, blob, say, ask } = asked
  await say(`The authenticity of host '${name}' can't be established.
${nameOf(blob)} key fingerprint is ${own}.
This key is not known by any other names.
`)
  if (!ask) return false
  let prompt = 'Are you sure you want to continue connecting (yes/no/[fingerprint])? '
  for (;;) {
    const answer = (await ask(prompt, false).catch(() => 'no')).trim()
    if (/^yes$/i.test(answer) || answer === own) return true
    if (/^no$/i.test(answer)) return false
    prompt = "Please type 'yes', 'no' or the fingerprint: "
  }
}

const LINE = '@'.repeat(59)

const changed = (type: string, own: string, line: number, name: string): string => `${LINE}
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
${LINE}
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ${type} key sent by the remote host is
${own}.
Please contact your system administrator.
Add correct host key in ${KNOWN_HOSTS} to get rid of this message.
Offending ${type} key in ${KNOWN_HOSTS}:${line}
  remove with:
  ssh-keygen -f "${KNOWN_HOSTS}" -R "${name}"
Host key for ${name} has changed and you have requested strict checking.
Host key verification failed.
`
