import { search } from '@jmespath-community/jmespath'
import type { Page } from '../commands.js'
import { generalError } from '../errors.js'
import { JMESPATH } from '../globals.js'
import { joined, type Paged } from '../paginate.js'
import { isObject, type Json, type JsonObject } from '../python.js'
import { tableOutput } from './table.js'
import { textOutput } from './text.js'
import { yamlOutput } from './yaml.js'

/** How the answer is wanted. */
export interface Format {
  output: string
  query: string | undefined
  columns: number
}

const queried = (value: Json, query: string | undefined): Json =>
  query === undefined ? value : (search(value as never, query, JMESPATH) as Json)

const isEmptyObject = (value: Json): boolean => isObject(value) && Object.keys(value).length === 0

/** An answer in the format that was asked for. */
export function formatted(operation: string, answer: JsonObject, { output, query, columns }: Format): string {
  const value = queried(answer, query)
  switch (output) {
    case 'json':
      return isEmptyObject(value) ? '' : `${JSON.stringify(value, null, 4)}\n`
    case 'text':
      return textOutput(value)
    case 'table':
      return tableOutput(operation, value, columns)
    case 'yaml':
      return isEmptyObject(value) ? '' : yamlOutput(value)
    case 'yaml-stream':
      return isEmptyObject(value) ? '' : yamlOutput([value])
    default:
      throw generalError(`Unknown output type: ${output}`)
  }
}

/** If an answer has pages, text and yaml-stream print and query page by page; the other formats get all pages as one. */
export function formattedPages(operation: string, page: Page, paged: Paged, format: Format): string {
  if (format.output === 'yaml-stream') {
    return paged.pages.map((output) => formatted(operation, output, format)).join('')
  }
  if (format.output !== 'text') return formatted(operation, joined(page, paged), format)
  const texts = paged.pages.map((output, index) => {
    const shown: JsonObject = index === 0 ? { ...paged.once } : {}
    for (const name of page.results) shown[name] = output[name] ?? null
    return textOutput(queried(shown, format.query))
  })
  if (paged.resumeToken !== undefined) {
    texts.push(textOutput(queried({ NextToken: { NextToken: paged.resumeToken } }, format.query)))
  }
  return texts.join('')
}
