import type { RawRequest } from '../sigv4/parse.js'
import type { PortRequest, PortResponse } from './protocol.js'

/** A request of `aws` as the wire takes it. */
export function rawOf({ method, url, headers, body }: PortRequest): RawRequest {
  const { host, pathname, search } = new URL(url)
  return {
    ...{ method, path: pathname, query: search.slice(1) },
    headers: { host, ...Object.fromEntries(headers) },
    body: Buffer.from(body ?? ''),
  }
}

/** A request of a program on the instance as its metadata service or its page takes it. */
export function plainRequestOf({ method, url, headers }: PortRequest) {
  const { pathname, search } = new URL(url)
  return { method, path: `${pathname}${search}`, headers: Object.fromEntries(headers) }
}

/** An answer of either as a command takes it. */
export const responseOf = (answer: {
  status: number
  statusText?: string
  headers?: Readonly<Record<string, string>>
  body: string
}): PortResponse => ({
  ...{ status: answer.status, statusText: answer.statusText ?? '', body: answer.body },
  headers: Object.entries(answer.headers ?? {}),
})
