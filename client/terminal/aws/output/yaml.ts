import { isObject, type Json } from '../python.js'

/** `--output yaml`: keys in order, block style, lines of 80 characters; a lone scalar as JSON. */
export async function yamlOutput(value: Json): Promise<string> {
  if (!Array.isArray(value) && !isObject(value)) return `${JSON.stringify(value)}\n`
  const { stringify } = await import('yaml')
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    singleQuote: true,
    indentSeq: false,
    aliasDuplicateObjects: false,
    lineWidth: 80,
  })
}
