import { createSecureContext, type SecureContext } from 'node:tls'
import { MINUTE_MS } from '../account/durations.js'
import type { Clock } from '../account/ports.js'
import type { Names, OwnNames } from '../own-names.js'
import type { Authority, Issued } from './authority.js'
import { type CertificateFiles, readCertificateFiles } from './certificate-files.js'
import type { KeyAndCertificate } from './x509.js'

/** What a server shows to prove who it is. */
export interface ServerCertificate {
  /** For the next connection. */
  context(): SecureContext
  /** Under which names and addresses a client accepts it; those with a wildcard are left out. */
  names(): Names
  /** Does a client accept it under this name or address? */
  covers(name: string): boolean
  /** Undefined for a certificate of one's own. */
  authority?: Omit<Authority, 'issue'>
  close(): void
}

interface Renewing {
  clock: Clock
  log(event: string, details: Record<string, unknown>): void
}

interface Issuing extends Renewing {
  own: OwnNames
  /** The names have changed, and the certificate has the new ones. */
  onNames(): void
}

/** How soon a certificate has a new address in it. */
const LOOK_MS = 2_000

const contextOf = ({ certificate, privateKey }: KeyAndCertificate, chain = ''): SecureContext =>
  createSecureContext({ cert: certificate + chain, key: privateKey, minVersion: 'TLSv1.2' })

/** A certificate by the server's authority, made anew when its names change, and before it ends. */
export async function issuedCertificate(authority: Authority, options: Issuing): Promise<ServerCertificate> {
  const { own, clock, log, onNames } = options
  let wanted = own()
  let issued: Issued = await authority.issue(wanted)
  // The authority goes along: clients don't need it, but it can be read from the connection.
  let context = contextOf(issued, authority.certificate)
  const renew = async () => {
    const now = own()
    if (now === wanted && clock.now() < issued.renewAt) return
    const next = await authority.issue(now)
    context = contextOf(next, authority.certificate)
    issued = next
    if (now === wanted) return
    wanted = now
    onNames()
  }
  const stop = every(LOOK_MS, renew, (error) => log('the certificate could not be made anew', { error }))
  return {
    context: () => context,
    names: () => issued.names,
    covers: (name) => [...issued.names.names, ...issued.names.addresses].includes(name),
    authority,
    close: stop,
  }
}

/** A certificate of one's own. A later one that replaces the files is used without a restart. Throws CertificateFault. */
export function certificateInFiles(files: CertificateFiles, { clock, log }: Renewing): ServerCertificate {
  let read = readCertificateFiles(files, clock.now())
  let context = contextOf(read)
  const renew = async () => {
    const next = readCertificateFiles(files, clock.now())
    if (next.certificate === read.certificate && next.privateKey === read.privateKey) return
    context = contextOf(next)
    read = next
  }
  const stop = every(MINUTE_MS, renew, (error) => log('the certificate could not be read anew', { error }))
  return { context: () => context, names: () => read.names, covers: (name) => read.covers(name), close: stop }
}

function every(ms: number, work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let at: NodeJS.Timeout
  const again = () => {
    at = setTimeout(() => void work().catch(onError).finally(again), ms).unref()
  }
  again()
  return () => clearTimeout(at)
}
