import { type Command, defineCommand } from 'just-bash/browser'
import type { Machine } from '../../../../server/shell/machine.js'
import { totp } from '../../../shared/totp.js'

const USAGE = 'Usage: oathtool --totp -b SEED\n'

/**
 * `oathtool --totp -b SEED`: the code of a Base32 seed now; the seed `-` or none is read from standard input.
 * Source: RFC 6238; manual of OATH Toolkit's oathtool.
 */
export function oathtoolCommand(machine: Machine): Command {
  return defineCommand('oathtool', async (args, { stdin }) => {
    const refuse = (message: string) => ({ stdout: '', stderr: `oathtool: ${message}\n`, exitCode: 1 })
    if (args.includes('--help')) return { stdout: USAGE, stderr: '', exitCode: 0 }
    if (!args.some((arg) => /^--totp(=sha1)?$/i.test(arg))) return refuse('only --totp is known here')
    if (!args.some((arg) => arg === '-b' || arg === '--base32')) return refuse('hex decoding of secret key failed')
    const words = args.filter((arg) => !arg.startsWith('-') || arg === '-')
    const seed = (words[0] === undefined || words[0] === '-' ? String(stdin) : words[0]).replace(/[\s=]/g, '').toUpperCase()
    if (!/^[A-Z2-7]+$/.test(seed)) return refuse('base32 decoding failed: Base32 string is invalid')
    try {
      const code = totp(seed, Math.floor(machine.now() / 1000))
      return { stdout: `${code}\n`, stderr: '', exitCode: 0 }
    } catch {
      return refuse('base32 decoding failed: Base32 string is too short')
    }
  })
}
