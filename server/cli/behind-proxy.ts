import { type Network, networkOf } from '../proxy/networks.js'
import { PublicUrlError, readPublicUrl } from '../proxy/public-url.js'
import { CliError } from './cli-error.js'

/** What the server is told about the proxy in front of it. */
export interface BehindProxy {
  publicUrl: URL | undefined
  trustedProxies: Network[]
  sshProxyProtocol: boolean
}

interface Values {
  'public-url'?: string | undefined
  'trust-proxy'?: string[] | undefined
  'ssh-proxy-protocol': boolean
}

/** Throws CliError for what isn't a public URL or a network, and for a flag that means nothing without another. */
export function behindProxy(values: Values): BehindProxy {
  const trustedProxies = (values['trust-proxy'] ?? []).flatMap((list) => list.split(',')).map(trusted)
  if (values['ssh-proxy-protocol'] && trustedProxies.length === 0) {
    throw new CliError('--ssh-proxy-protocol needs --trust-proxy: only a trusted proxy may name its clients.', 2)
  }
  return {
    publicUrl: values['public-url'] === undefined ? undefined : publicUrl(values['public-url']),
    trustedProxies,
    sshProxyProtocol: values['ssh-proxy-protocol'],
  }
}

/** Does a proxy end TLS for everybody who comes from another machine? */
export const tlsEndsAtProxy = ({ publicUrl, trustedProxies }: BehindProxy): boolean =>
  publicUrl?.protocol === 'https:' && trustedProxies.length > 0

function trusted(text: string): Network {
  const network = networkOf(text.trim())
  if (network) return network
  if (/\/0+$/.test(text.trim())) {
    throw new CliError(`--trust-proxy ${text.trim()} would believe every client. Give the addresses of your proxy only.`, 2)
  }
  throw new CliError(`--trust-proxy needs an address or a network such as 10.0.0.0/8, not '${text.trim()}'.`, 2)
}

function publicUrl(text: string): URL {
  try {
    return readPublicUrl(text)
  } catch (error) {
    if (error instanceof PublicUrlError) throw new CliError(error.message, 2)
    throw error
  }
}
