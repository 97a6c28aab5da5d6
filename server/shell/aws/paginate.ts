import type { Page } from './commands.js'
import { generalError } from './errors.js'
import type { JsonObject } from './python.js'

export interface Paging {
  startingToken: string | undefined
  maxItems: number | undefined
  pageSize: number | undefined
}

/** Pages as they came, cut to what was asked for, and the token to go on with. */
export interface Paged {
  pages: JsonObject[]
  /** From the first page: what does not come in pages. */
  once: JsonObject
  resumeToken: string | undefined
}

type Send = (input: JsonObject) => Promise<JsonObject>

/**
 * Calls an operation until there is no more, or until `maxItems`. Its token holds the service's own and how many
 * items of that page are known. Source: AWS CLI User Guide, "Using the pagination options in the AWS CLI".
 */
export async function paginate(page: Page, input: JsonObject, paging: Paging, send: Send): Promise<Paged> {
  const [main = '', ...others] = page.results
  const start = paging.startingToken === undefined ? undefined : decoded(page, paging.startingToken)
  const result: Paged = { pages: [], once: {}, resumeToken: undefined }
  let token = start?.token
  let total = 0
  for (;;) {
    const output = await send({
      ...input,
      ...(token === undefined ? {} : { [page.inputToken]: token }),
      ...(paging.pageSize === undefined ? {} : { [page.limit]: paging.pageSize }),
    })
    const first = result.pages.length === 0
    const skipped = first && start ? start.skip : 0
    if (first) {
      result.once = Object.fromEntries(page.once.flatMap((name) => (name in output ? [[name, output[name] ?? null]] : [])))
      if (start) skip(output, main, others, skipped)
    }
    const items = listOf(output, main)
    const tooMany = paging.maxItems === undefined ? 0 : total + items.length - paging.maxItems
    result.pages.push(output)
    if (tooMany > 0) {
      const kept = items.length - tooMany
      output[main] = items.slice(0, kept)
      result.resumeToken = encoded(page, token, kept + skipped)
      return result
    }
    total += items.length
    const next = nextToken(page, output)
    if (next === undefined) return result
    if (paging.maxItems !== undefined && total === paging.maxItems) {
      result.resumeToken = encoded(page, next, undefined)
      return result
    }
    token = next
  }
}

function nextToken({ more, inputToken }: Page, output: JsonObject): string | undefined {
  if (more !== undefined && !output[more]) return undefined
  const token = output[inputToken]
  return typeof token === 'string' && token !== '' ? token : undefined
}

const listOf = (output: JsonObject, name: string) => {
  const value = output[name]
  return Array.isArray(value) ? value : []
}

function skip(output: JsonObject, main: string, others: string[], count: number): void {
  output[main] = listOf(output, main).slice(count)
  for (const other of others) if (Array.isArray(output[other])) output[other] = []
}

function encoded({ inputToken }: Page, token: string | undefined, kept: number | undefined): string {
  const cut = kept === undefined ? '' : `, "boto_truncate_amount": ${kept}`
  return btoa(`{"${inputToken}": ${token === undefined ? 'null' : JSON.stringify(token)}${cut}}`)
}

function decoded({ inputToken }: Page, text: string): { token: string | undefined; skip: number } {
  try {
    const given = JSON.parse(atob(text)) as JsonObject
    const token = given[inputToken]
    const { boto_truncate_amount: amount } = given
    return { token: typeof token === 'string' ? token : undefined, skip: typeof amount === 'number' ? amount : 0 }
  } catch {
    return fromOldToken(text)
  }
}

/** `TOKEN___COUNT`, or a token of the service itself. */
function fromOldToken(text: string): { token: string | undefined; skip: number } {
  const parts = text.split('___')
  if (parts.length > 2) throw generalError(`Bad starting token: ${text}`)
  const [token, count] = parts
  const whole = count !== undefined && !/^\d+$/.test(count) ? text : token
  return { token: whole === 'None' ? undefined : whole, skip: whole === text ? 0 : Number(count) }
}

/** All pages as one answer: the lists joined, then what does not come in pages, then the token. */
export function joined(page: Page, { pages, once, resumeToken }: Paged): JsonObject {
  const whole: JsonObject = {}
  for (const output of pages) {
    for (const name of page.results) {
      const items = output[name]
      if (items === undefined) continue
      const known = whole[name]
      whole[name] = Array.isArray(known) && Array.isArray(items) ? [...known, ...items] : items
    }
  }
  return { ...whole, ...once, ...(resumeToken === undefined ? {} : { NextToken: resumeToken }) }
}
