import { addressOf, isDnsName, type OwnNames, ownNames } from '../own-names.js'
import type { OwnSecrets } from '../store/own-secrets.js'
import { systemClock, systemMonotonic } from '../system.js'
import type { CertificateFiles } from '../tls/certificate-files.js'
import { certificateInFiles, issuedCertificate, type ServerCertificate } from '../tls/server-certificate.js'
import { isEverywhere } from './addresses.js'
import { type BehindProxy, tlsEndsAtProxy } from './behind-proxy.js'
import { CliError } from './cli-error.js'
import { isLoopback } from './loopback.js'
import type { OperatorFile } from './operator-file.js'

/** Plain HTTP, certificates of the server's own authority, or the user's certificate. */
export type TlsChoice = 'off' | 'authority' | CertificateFiles

interface Values {
  tls: boolean
  'tls-cert'?: string | undefined
  'tls-key'?: string | undefined
  insecure: boolean
  classroom?: boolean | undefined
}

/** A classroom uses TLS, unless a proxy does or somebody accepts plain HTTP. Throws CliError for flags that don't go together. */
export function tlsChoice(values: Values, proxy: BehindProxy): TlsChoice {
  const { 'tls-cert': certificate, 'tls-key': key, tls, insecure, classroom = false } = values
  if (certificate !== undefined || key !== undefined) {
    if (certificate === undefined || key === undefined) throw new CliError('Give --tls-cert and --tls-key together.', 2)
    if (tls) throw new CliError('Give --tls or --tls-cert, not both: --tls makes a certificate.', 2)
  }
  if (insecure && (tls || certificate !== undefined)) throw new CliError('Give --insecure or TLS, not both.', 2)
  if (certificate !== undefined && key !== undefined) return { certificate, key }
  return tls || (classroom && !insecure && !tlsEndsAtProxy(proxy)) ? 'authority' : 'off'
}

/** Host names and addresses as the flag `--name` gives them. Throws CliError. */
export function namesGiven(names: readonly string[] = []): string[] {
  return names.map((name) => {
    const plain = addressOf(name) ?? name.toLowerCase()
    if (addressOf(name) === undefined && !isDnsName(name)) {
      throw new CliError(`--name needs a host name or an address, such as dojo.example, not '${name}'.`, 2)
    }
    return plain
  })
}

interface Options {
  host: string
  named: string[]
  tls: TlsChoice
  proxy: BehindProxy
}

interface Services {
  secrets: OwnSecrets
  log(event: string, details: Record<string, unknown>): void
  /** The machine has other addresses now, and a certificate for them. */
  onNames(): void
}

interface Opened {
  names: OwnNames
  certificate: ServerCertificate | undefined
  /** What commands of this machine have to know. */
  ofOperator: Partial<OperatorFile>
}

/** Under what the server is reached, and its certificate for that. Throws CertificateFault. */
export async function openTls({ host, named, tls, proxy }: Options, services: Services): Promise<Opened> {
  const { secrets, log, onNames } = services
  const outside = tls !== 'off' && proxy.publicUrl ? [proxy.publicUrl.hostname] : []
  const given = [...named, ...outside, ...(isLoopback(host) || isEverywhere(host) ? [] : [host])]
  const own = (besides: readonly string[] = []) =>
    ownNames({ loopbackOnly: isLoopback(host), named: [...given, ...besides], monotonic: systemMonotonic })
  if (tls === 'off') return { names: own(), certificate: undefined, ofOperator: { names: named } }
  if (tls === 'authority') {
    const names = own()
    // Loaded here, so that nobody else waits for the package that makes certificates.
    const { authorityOf } = await import('../tls/authority.js')
    const authority = await authorityOf({ secrets, clock: systemClock, names: names(), named: given })
    const certificate = await issuedCertificate(authority, { own: names, clock: systemClock, log, onNames })
    return { names, certificate, ofOperator: { names: named, authority: authority.certificate } }
  }
  const certificate = certificateInFiles(tls, { clock: systemClock, log })
  const { names, addresses } = certificate.names()
  const besides = [...names, ...addresses]
  const checkedAs = [...named, ...names].find((name) => addressOf(name) === undefined && certificate.covers(name))
  const ofOperator = { names: [...named, ...besides], certificateFile: tls.certificate, ...(checkedAs ? { checkedAs } : {}) }
  return { names: own(besides), certificate, ofOperator }
}
