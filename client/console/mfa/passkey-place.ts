/** Where a browser makes passkeys: here, at another address of this server, or not before something else is done. */
export type PasskeyPlace =
  | { kind: 'here' }
  | { kind: 'elsewhere'; url: string }
  /** The page is open at an IP address, and the server has a name. */
  | { kind: 'needs-name' }
  /** The page came by plain HTTP from another machine. */
  | { kind: 'needs-https' }

type Place = Pick<Location, 'protocol' | 'hostname' | 'port' | 'pathname'>

/** WebAuthn takes no IP address, and no page that isn't a secure context. Source: WebAuthn Level 3, sections 5 and 5.1.3. */
export function passkeyPlace({ protocol, hostname, port, pathname }: Place, isSecure: boolean): PasskeyPlace {
  if (/^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]') {
    return { kind: 'elsewhere', url: `${protocol}//localhost${port === '' ? '' : `:${port}`}${pathname}` }
  }
  if (!isSecure) return { kind: 'needs-https' }
  return /^\[|^\d+(\.\d+){3}$/.test(hostname) ? { kind: 'needs-name' } : { kind: 'here' }
}
