import type { ServiceModel } from '../../aws/model/model.js'
import type { Value } from './argparse.js'
import type { Argument } from './argument.js'
import { badArgument, CliError, generalError } from './errors.js'
import { absolute, expanded, type Host } from './host.js'
import { JsonSyntaxError, parseJson } from './json-text.js'
import { type Json, repr } from './python.js'
import { parseShorthand, ShorthandError, shaped } from './shorthand.js'

/**
 * The typed value of an option: a file's content for file:// and fileb://, JSON, shorthand or plain text.
 * Source: AWS CLI User Guide, "Specifying parameter values in the AWS CLI".
 */
export async function argumentValue(model: ServiceModel, argument: Argument, given: Value, host: Host): Promise<Json> {
  if (typeof given === 'boolean') return given
  const content = await fileContent(
    argument.flag,
    typeof given === 'string' ? given : given.length === 1 ? given[0] : undefined,
    host,
  )
  return unpacked(model, argument.shape ?? '', content ?? given, argument.flag)
}

/** What file:// or fileb:// names, or undefined for another value. */
export async function fileContent(
  flag: string,
  value: string | undefined,
  host: Host,
): Promise<string | Uint8Array | undefined> {
  const [, binary, path] = /^file(b?):\/\/(.*)$/s.exec(value ?? '') ?? []
  if (path === undefined) return undefined
  const name = expanded(path, host)
  const content = await host.read(absolute(name, host.cwd))
  if (content === undefined) {
    const reason = (await host.isFolder(absolute(name, host.cwd)))
      ? '[Errno 21] Is a directory'
      : '[Errno 2] No such file or directory'
    throw badArgument(flag, `Unable to load paramfile ${value}: ${reason}: ${repr(name)}`)
  }
  if (binary) return content
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw badArgument(
      flag,
      `Unable to load paramfile (${name}), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.`,
    )
  }
}

function unpacked(model: ServiceModel, shapeName: string, value: string | Uint8Array | string[], flag: string): Json {
  const shape = model.shapes[shapeName]
  if (value instanceof Uint8Array) return value
  switch (shape?.type) {
    case 'structure':
    case 'map':
      return typeof value !== 'string'
        ? value
        : looksLikeJson(value)
          ? json(value, flag)
          : fromShorthand(model, shapeName, value, flag)
    case 'list':
      return list(model, shapeName, value, flag)
    case 'integer':
    case 'long':
      return integer(String(value))
    case 'boolean':
      return String(value).toLowerCase() !== 'false'
    default:
      return value
  }
}

function list(model: ServiceModel, shapeName: string, value: string | string[], flag: string): Json {
  const member = model.shapes[shapeName]?.member?.shape ?? ''
  const complex = ['structure', 'list', 'map'].includes(model.shapes[member]?.type ?? '')
  const first = typeof value === 'string' ? value : value[0]
  if (first !== undefined && (typeof value === 'string' || value.length === 1) && first.trimStart().startsWith('[')) {
    return json(first, flag)
  }
  // Python goes through a text letter by letter.
  if (typeof value === 'string') return complex ? fromShorthand(model, shapeName, value, flag) : [...value]
  return value.map((item) =>
    complex && !looksLikeJson(first ?? '') ? fromShorthand(model, member, item, flag) : unpacked(model, member, item, flag),
  )
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text)

function json(text: string, flag: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw badArgument(flag, `Invalid JSON: ${error.message}\nJSON received: ${text}`)
  }
}

function fromShorthand(model: ServiceModel, shapeName: string, text: string, flag: string): Json {
  try {
    return shaped(model, shapeName, parseShorthand(text))
  } catch (error) {
    if (error instanceof CliError || !(error instanceof ShorthandError)) throw error
    throw badArgument(flag, error.message)
  }
}

function integer(text: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw generalError(`invalid literal for int() with base 10: ${repr(text)}`)
  return Number(text)
}
