/**
 * JSON of an identity provider on this machine; undefined for any other, and for what can't be reached. A simulator
 * works offline, and a shared one must not be made to call its neighbours: only loopback is asked, without redirects.
 */
export async function fetchJson(url: string): Promise<unknown> {
  if (!isLoopback(url)) return undefined
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) })
    if (!response.ok) return undefined
    const text = await shortText(response)
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const MAX_CHARACTERS = 100_000

/** Undefined for a longer one, of which no more is read: leaving the loop ends the transfer. */
async function shortText({ body }: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_CHARACTERS) return undefined
  }
  return text + decoder.decode()
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
