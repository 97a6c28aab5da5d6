import { setTimeout } from 'node:timers/promises'

/** A request to the page: its path with the query. */
interface PageRequest {
  method: string
  path: string
}

/** What an address answered, or the page itself. */
interface Answer {
  status: number
  statusText: string
  headers?: Readonly<Record<string, string>>
  body: string
}

/** GET, with no header that a visitor chose. Undefined: nothing answers there. */
export type FetchAddress = (url: URL) => Promise<Pick<Answer, 'status' | 'statusText' | 'body'> | undefined>

/** How the page names itself to the addresses that it fetches. */
export const LINK_PREVIEW_AGENT = 'link-preview/1.4'

const LONGEST_ADDRESS = 2000
/** In characters: more of an answer isn't shown. */
const MOST_SHOWN = 65_536
const TIMEOUT_MS = 5000

/**
 * A web page that fetches any http address it's given and shows what came: server-side request forgery (SSRF) waits to
 * happen. `timeoutMs`: how long an address may take.
 */
export async function linkPreview(
  { method, path }: PageRequest,
  fetchAddress: FetchAddress,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return page(405, 'Method Not Allowed', '<p>This page answers GET only.</p>')
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  if (pathname !== '/') return page(404, 'Not Found', '<p>There is no such page.</p>')
  const address = searchParams.get('url')
  if (address === null || address === '') return page(200, 'OK', FORM)
  const url = addressOf(address)
  if (!url) return page(400, 'Bad Request', '<p>The parameter url must be an address that begins with http://.</p>')
  return page(200, 'OK', preview(url, await inTime(fetchAddress(url), timeoutMs)))
}

const FORM = `<p>Give an address, and see what it says: /?url=http://…</p>
<form action="/"><input name="url" size="60"> <button>Preview</button></form>`

function addressOf(text: string): URL | undefined {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'http:' ? url : undefined
}

type Fetched = Awaited<ReturnType<FetchAddress>>

async function inTime(fetching: Promise<Fetched>, timeoutMs: number): Promise<Fetched | 'late'> {
  const stop = new AbortController()
  const late = setTimeout(timeoutMs, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const)
  try {
    return await Promise.race([fetching, late])
  } finally {
    stop.abort()
  }
}

function preview(url: URL, fetched: Fetched | 'late'): string {
  const name = escaped(url.href)
  if (fetched === 'late') return `<p>${name} took too long to answer.</p>`
  if (!fetched) return `<p>${name}: nothing answers there.</p>`
  const { status, statusText, body } = fetched
  const cut = body.length > MOST_SHOWN ? '\n<p>The rest is too long for a preview.</p>' : ''
  return `<p>${name} answered ${status} ${statusText}</p>\n<pre>\n${escaped(body.slice(0, MOST_SHOWN))}\n</pre>${cut}`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const page = (status: number, statusText: string, content: string): Answer => ({
  ...{ status, statusText, headers: { 'content-type': 'text/html; charset=utf-8', server: LINK_PREVIEW_AGENT } },
  body: `<!DOCTYPE html>
<html lang="en">
<head><title>Link preview</title></head>
<body>
<h1>Link preview</h1>
${content}
</body>
</html>
`,
})
