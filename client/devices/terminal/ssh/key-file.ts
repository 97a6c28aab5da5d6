import type { ResolvedCommandContext } from 'just-bash/browser'
import { absolute } from '../../../../server/shell/aws/host.js'
import { type PrivateKey, readPrivateKey } from './private-key.js'

type Place = Pick<ResolvedCommandContext, 'fs' | 'cwd'>

/** A file's text and mode; undefined where there is no such file. */
export async function readKeyFile({ fs, cwd }: Place, name: string): Promise<{ text: string; mode: number } | undefined> {
  const path = absolute(name, cwd)
  if (!(await fs.exists(path))) return undefined
  const { isDirectory, mode } = await fs.stat(path)
  return isDirectory ? undefined : { text: new TextDecoder().decode(await fs.readFileBuffer(path)), mode: mode & 0o777 }
}

/**
 * The private key of a file that nobody else may read, or what ssh says instead. With a reason that is empty there is no
 * such file. Source: OpenSSH 9.2, authfile.c and ssh(1).
 */
export async function privateKeyIn(place: Place, name: string): Promise<PrivateKey | { refused: string }> {
  const file = await readKeyFile(place, name)
  if (!file) return { refused: '' }
  if ((file.mode & 0o077) !== 0) return { refused: tooOpen(name, file.mode) }
  const key = readPrivateKey(file.text)
  if (key === 'invalid') return { refused: `Load key "${name}": error in libcrypto\n` }
  // Its passphrase would have to be asked for, and its cipher spoken.
  if (key === 'encrypted') return { refused: `Load key "${name}": incorrect passphrase supplied to decrypt private key\n` }
  return key
}

const LINE = '@'.repeat(59)

const tooOpen = (name: string, mode: number): string =>
  `${LINE}
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
${LINE}
Permissions 0${mode.toString(8).padStart(3, '0')} for '${name}' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "${name}": bad permissions
`
