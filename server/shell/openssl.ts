import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { absolute } from './aws/host.js'
import { binaryText, filesOf, stdinBytes } from './machine.js'

const DIGESTS = { sha1, sha256, sha384, sha512 } as const
type DigestName = keyof typeof DIGESTS

interface Options {
  digest: DigestName
  key: Uint8Array | undefined
  binary: boolean
  /** `-r`: as sha256sum prints it. */
  coreutils: boolean
  files: string[]
}

class OpensslError extends Error {
  override readonly name = 'OpensslError'
}

/**
 * `openssl dgst`: hash or HMAC of files or standard input, as text or bytes: enough to sign a request by hand.
 * Source: manual of OpenSSL 3, openssl-dgst(1).
 */
export const opensslCommand: Command = defineCommand('openssl', async ([subcommand = '', ...args], context) => {
  try {
    const options = optionsOf(subcommand, args)
    let output = ''
    for (const [name, content] of await inputs(options.files, context)) output += printed(options, name, content)
    return { stdout: output, stderr: '', exitCode: 0, stdoutKind: options.binary ? 'bytes' : 'text' }
  } catch (error) {
    if (!(error instanceof OpensslError)) throw error
    return { stdout: '', stderr: `${error.message}\n`, exitCode: 1 }
  }
})

function optionsOf(subcommand: string, args: string[]): Options {
  const options: Options = { digest: 'sha256', key: undefined, binary: false, coreutils: false, files: [] }
  if (subcommand in DIGESTS) options.digest = subcommand as DigestName
  else if (subcommand !== 'dgst') throw new OpensslError(`openssl: only dgst is known here, not '${subcommand}'`)
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const name = arg.replace(/^--?/, '')
    if (!arg.startsWith('-')) options.files.push(arg)
    else if (name in DIGESTS) options.digest = name as DigestName
    else if (name === 'hmac') options.key = new TextEncoder().encode(value(name, rest))
    else if (name === 'mac') {
      if (value(name, rest).toUpperCase() !== 'HMAC') throw new OpensslError('dgst: only the MAC algorithm HMAC is known here')
    } else if (name === 'macopt') options.key = keyOf(value(name, rest))
    else if (name === 'binary') options.binary = true
    else if (name === 'r') options.coreutils = true
    else if (name !== 'hex') throw new OpensslError(`dgst: Unknown option: ${arg}\ndgst: Use -help for summary.`)
  }
  return options
}

function value(option: string, rest: string[]): string {
  const given = rest.shift()
  if (given === undefined) throw new OpensslError(`dgst: Option -${option} needs a value`)
  return given
}

function keyOf(option: string): Uint8Array {
  const [, kind, text = ''] = /^(hexkey|key):(.*)$/s.exec(option) ?? []
  if (kind === 'key') return new TextEncoder().encode(text)
  if (kind === undefined || !/^([0-9a-f]{2})*$/i.test(text)) throw new OpensslError(`MAC parameter error "${option}"`)
  return hexToBytes(text)
}

async function inputs(names: string[], context: ResolvedCommandContext): Promise<[string, Uint8Array][]> {
  if (names.length === 0) return [['stdin', stdinBytes(context)]]
  const { read } = filesOf(context)
  return Promise.all(
    names.map(async (name): Promise<[string, Uint8Array]> => {
      const content = await read(absolute(name, context.cwd))
      if (!content) throw new OpensslError(`dgst: ${name}: No such file or directory`)
      return [name, content]
    }),
  )
}

function printed({ digest, key, binary, coreutils }: Options, name: string, content: Uint8Array): string {
  const hash = DIGESTS[digest]
  const result = key ? hmac(hash, key, content) : hash(content)
  if (binary) return binaryText(result)
  if (coreutils) return `${bytesToHex(result)} *${name}\n`
  return `${SHOWN[digest]}(${name})= ${bytesToHex(result)}\n`
}

const SHOWN: Record<DigestName, string> = { sha1: 'SHA1', sha256: 'SHA2-256', sha384: 'SHA2-384', sha512: 'SHA2-512' }
