/** What `--public-url` can't be, in a sentence of its own. */
export class PublicUrlError extends Error {}

/** Letters, digits, hyphens, dots, and the underscores of container networks; or an IPv6 address. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/

/**
 * The address under which people and clients reach this server. It has a host name of its own and no path, because
 * clients sign the path that they ask for. Throws PublicUrlError.
 */
export function readPublicUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new PublicUrlError('--public-url needs a URL such as https://dojo.example.')
  }
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new PublicUrlError(`--public-url begins with https:// or http://, not with '${url.protocol}'.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new PublicUrlError('--public-url takes no user name and no password. Everybody who uses the server sees it.')
  }
  // The parser drops a question mark that nothing follows.
  if (url.href !== `${url.origin}/` || /[?#]/.test(text)) {
    throw new PublicUrlError(
      '--public-url takes no path and no query, because clients sign them. Give the server a host name of its own.',
    )
  }
  if (!HOST.test(url.hostname)) {
    throw new PublicUrlError(`--public-url: '${url.hostname}' isn't a host name. Give one such as dojo.example.`)
  }
  return url
}

/** How cookies of this address end. Every process behind it uses the same, on whatever port it listens. */
export const cookieSuffixOf = ({ host }: URL): string => host.replaceAll(/[^a-z0-9.-]/g, '-')

/** Does a Host header name exactly this address? A client may write the port that its scheme has anyway. */
export function isHostOf({ host, protocol }: URL, header: string): boolean {
  const usual = protocol === 'https:' ? ':443' : ':80'
  const written = header.toLowerCase()
  return written === host || written === host + usual
}
