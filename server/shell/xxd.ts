import { type Command, defineCommand } from 'just-bash/browser'
import { absolute } from './aws/host.js'
import { binaryText, bytesToText, filesOf, stdinBytes } from './machine.js'

/** `xxd`, `xxd -p` and `xxd -r -p`: bytes as hexadecimal and back. Source: manual of xxd(1). */
export const xxdCommand: Command = defineCommand('xxd', async (args, context) => {
  const flags = new Set(args.filter((arg) => /^-\w/.test(arg)).flatMap((arg) => [...arg.slice(1)]))
  const [file] = args.filter((arg) => !/^-\w/.test(arg) && arg !== '-')
  const content = file === undefined ? stdinBytes(context) : await filesOf(context).read(absolute(file, context.cwd))
  if (!content) return { stdout: '', stderr: `xxd: ${file}: No such file or directory\n`, exitCode: 2 }
  const unknown = [...flags].find((flag) => !'pr'.includes(flag))
  if (unknown !== undefined || (flags.has('r') && !flags.has('p'))) {
    return { stdout: '', stderr: 'Usage: xxd [-p | -r -p] [file]\n', exitCode: 1 }
  }
  if (flags.has('r')) return { stdout: fromHex(bytesToText(content)), stderr: '', exitCode: 0, stdoutKind: 'bytes' }
  return { stdout: flags.has('p') ? plain(content) : dump(content), stderr: '', exitCode: 0 }
})

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const fromHex = (text: string): string =>
  binaryText(Uint8Array.from(text.replace(/[^0-9a-f]/gi, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))

const plain = (bytes: Uint8Array): string => (hexOf(bytes).match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('')

function dump(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16)
    const hex = (hexOf(row).match(/.{1,4}/g) ?? []).join(' ').padEnd(39)
    const shown = [...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
    text += `${at.toString(16).padStart(8, '0')}: ${hex}  ${shown}\n`
  }
  return text
}
