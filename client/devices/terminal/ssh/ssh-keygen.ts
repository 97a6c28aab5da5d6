import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { absolute } from '../../../../server/shell/aws/host.js'
import { bytesToText, type Machine, stdinBytes } from '../../../../server/shell/machine.js'
import { LAPTOP } from '../shell/laptop-shell.js'
import { privateKeyIn, readKeyFile } from './key-file.js'
import { withoutHost } from './known-hosts.js'
import { newEd25519Key, newRsaKey } from './new-key.js'
import { optionsOf } from './options.js'
import { readPrivateKey } from './private-key.js'
import { bitsOf, fingerprint, nameOf, type PublicKey, publicLine, randomart, readPublicLine } from './public-key.js'

const USAGE = `usage: ssh-keygen [-q] [-b bits] [-C comment] [-f output_keyfile] [-N new_passphrase] [-t ed25519 | rsa]
       ssh-keygen -y [-f input_keyfile]
       ssh-keygen -l [-E sha256 | md5] [-f input_keyfile]
       ssh-keygen -R hostname [-f known_hosts_file]
`
const HOME = `${LAPTOP.home}/.ssh`
const RSA_BITS = 3072

interface Answer {
  stdout: string
  stderr: string
  exitCode: number
}
const said = (stdout: string): Answer => ({ stdout, stderr: '', exitCode: 0 })
const refused = (stderr: string, exitCode = 255): Answer => ({ stdout: '', stderr, exitCode })

/** `ssh-keygen`: makes keys, and shows and forgets them. Source: ssh-keygen(1); behaviour of OpenSSH 9.2. */
export function sshKeygenCommand(machine: Machine): Command {
  return defineCommand('ssh-keygen', async (args, context) => {
    const found = optionsOf(args, { flags: 'qly', valued: 'tbCfNER' })
    if (typeof found === 'string') return refused(`${found}\n${USAGE}`, 1)
    if (found.words.length > 0) return refused(`Too many arguments.\n${USAGE}`, 1)
    const { values } = found
    const hostName = values.get('R')
    if (hostName !== undefined) return forget(context, hostName, values.get('f') ?? `${HOME}/known_hosts`)
    const ask = asker(machine, context)
    if (values.has('l') || values.has('y')) {
      const file = values.get('f') ?? (await ask(`Enter file in which the key is (${HOME}/id_rsa): `)).trim()
      const name = file === '' ? `${HOME}/id_rsa` : file
      return values.has('l') ? fingerprints(context, name, values.get('E') ?? 'sha256') : publicHalf(context, name)
    }
    return make(context, values, ask)
  })
}

/** At the screen, or the next line of standard input. */
function asker(machine: Machine, context: ResolvedCommandContext): (prompt: string, secret?: boolean) => Promise<string> {
  const piped = stdinBytes(context)
  const lines = bytesToText(piped).split('\n')
  return async (prompt, secret = false) =>
    machine.ask && piped.length === 0 ? machine.ask(prompt, secret).catch(() => '') : (lines.shift() ?? '')
}

async function fingerprints(context: ResolvedCommandContext, name: string, hash: string): Promise<Answer> {
  if (hash !== 'sha256' && hash !== 'md5') return refused(`Invalid hash algorithm "${hash}"\n`)
  const file = await readKeyFile(context, name)
  if (!file) return refused(`ssh-keygen: ${name}: No such file or directory\n`)
  const keys = await publicKeysIn(context, name, file.text)
  if (keys.length === 0) return refused(`${name} is not a public key file.\n`)
  const lines = keys.map(({ blob, comment }) =>
    [bitsOf(blob), fingerprint(blob, hash), comment === '' ? 'no comment' : comment, `(${nameOf(blob)})`].join(' '),
  )
  return said(lines.map((line) => `${line}\n`).join(''))
}

/** A private key's own comment counts only where no .pub file stands beside it. */
async function publicKeysIn(context: ResolvedCommandContext, name: string, text: string): Promise<PublicKey[]> {
  const key = readPrivateKey(text)
  if (typeof key === 'string') return text.split('\n').flatMap((line) => readPublicLine(line) ?? [])
  const beside = readPublicLine((await readKeyFile(context, `${name}.pub`))?.text ?? '')
  return [beside ?? { blob: key.publicBlob, comment: key.comment }]
}

async function publicHalf(context: ResolvedCommandContext, name: string): Promise<Answer> {
  const key = await privateKeyIn(context, name)
  if (!('refused' in key)) return said(`${publicLine({ blob: key.publicBlob, comment: key.comment })}\n`)
  return refused(key.refused === '' ? `${name}: No such file or directory\n` : key.refused)
}

async function forget({ fs, cwd }: ResolvedCommandContext, hostName: string, name: string): Promise<Answer> {
  const path = absolute(name, cwd)
  if (!(await fs.exists(path))) return refused(`Cannot stat ${name}: No such file or directory\n`)
  const before = await fs.readFile(path)
  const { text, removed } = withoutHost(before, hostName)
  if (removed.length === 0) return refused(`Host ${hostName} not found in ${name}\n`, 0)
  await fs.writeFile(`${path}.old`, before)
  await fs.writeFile(path, text)
  const found = removed.map((line) => `# Host ${hostName} found: line ${line}\n`).join('')
  return said(`${found}${name} updated.\nOriginal contents retained as ${name}.old\n`)
}

async function make(
  { fs, cwd }: ResolvedCommandContext,
  values: ReadonlyMap<string, string>,
  ask: (prompt: string, secret?: boolean) => Promise<string>,
): Promise<Answer> {
  const [type, quiet] = [values.get('t') ?? 'rsa', values.has('q')]
  if (type !== 'rsa' && type !== 'ed25519') return refused(`unknown key type ${type}\n`)
  const bits = Number(values.get('b') ?? RSA_BITS)
  if (type === 'rsa' && !(bits >= 1024 && bits <= 16384)) return refused('Invalid RSA key length: minimum is 1024 bits\n')
  const standard = `${HOME}/id_${type}`
  const first = quiet ? '' : `Generating public/private ${type} key pair.\n`
  const name =
    values.get('f') ?? ((await ask(`${first}Enter file in which to save the key (${standard}): `)).trim() || standard)
  const path = absolute(name, cwd)
  if ((await fs.exists(path)) && !/^y/i.test(await ask(`${name} already exists.\nOverwrite (y/n)? `))) {
    return { ...said(values.has('f') ? first : ''), exitCode: 1 }
  }
  const passphrase = values.get('N') ?? (await newPassphrase(ask))
  // A key in this browser is a file that no other program reads: the signer here knows no ciphers.
  if (passphrase !== '') return refused('The terminal here makes keys without a passphrase. Leave it empty.\n', 1)
  const comment = values.get('C') ?? `${LAPTOP.user}@${LAPTOP.host}`
  const key = type === 'rsa' ? await newRsaKey(bits, comment) : newEd25519Key(comment)
  if (!key) return refused('This page is on plain HTTP, where a browser makes no RSA keys. Use -t ed25519.\n', 1)
  await fs.mkdir(absolute('..', path), { recursive: true })
  if (absolute('..', path) === HOME) await fs.chmod(HOME, 0o700)
  await fs.writeFile(path, key.privateText)
  await fs.chmod(path, 0o600)
  await fs.writeFile(`${path}.pub`, `${publicLine({ blob: key.blob, comment })}\n`)
  if (quiet) return said('')
  const about = `Your identification has been saved in ${name}
Your public key has been saved in ${name}.pub
The key fingerprint is:
${fingerprint(key.blob)} ${comment}
The key's randomart image is:
${randomart(key.blob)}
`
  return said(`${values.has('f') ? first : ''}${about}`)
}

async function newPassphrase(ask: (prompt: string, secret?: boolean) => Promise<string>): Promise<string> {
  const passphrase = await ask('Enter passphrase (empty for no passphrase): ', true)
  await ask('Enter same passphrase again: ', true)
  return passphrase
}
