import { X509Certificate } from 'node:crypto'
import { DAY_MS } from '../account/durations.js'
import type { Clock } from '../account/ports.js'
import { addressOf, type Names } from '../own-names.js'
import type { OwnSecrets } from '../store/own-secrets.js'
import { type KeyAndCertificate, newAuthority, newCertificate } from './x509.js'

/** An authority of this server's own, whose certificates a machine accepts once it trusts that. */
export interface Authority {
  /** In PEM: what others trust. */
  certificate: string
  /** `AB:CD:…`, the SHA-256 of the certificate, to compare before one trusts it. */
  fingerprint: string
  /** The only host names, with those below them, that its certificates may have. */
  permitted: readonly string[]
  /** A certificate for those of the names that the authority may sign, and for all addresses, with a new key. */
  issue(names: Names): Promise<Issued>
}

export interface Issued extends KeyAndCertificate {
  /** Which names it has. */
  names: Names
  /** When it should be replaced. */
  renewAt: number
}

/** Of all that trust an authority, none has to do so again for this long. */
const AUTHORITY_MS = 730 * DAY_MS
/** An authority that ends sooner isn't used any more: a course may run so long. */
const AUTHORITY_LEFT_MS = 60 * DAY_MS
/** Browsers accept 398 days. The authority lives longer than its last certificate. */
const CERTIFICATE_MS = 45 * DAY_MS
const RENEW_MS = 15 * DAY_MS
/** Names that mean nothing outside of a machine or its network. */
const ALWAYS = ['localhost', 'local']
/** Clocks of other machines may be late by so much. */
const LATE_MS = DAY_MS

interface Options {
  secrets: OwnSecrets
  clock: Clock
  /** Its names when it was made, and the host names among those that somebody gave by hand. */
  names: Names
  named: readonly string[]
}

interface Kept extends KeyAndCertificate {
  title: string
  /** The only host names, with those below them, that its certificates may have. */
  permitted: string[]
}

/**
 * Made at the first start, and sealed in the store, so that all processes of a database have the same one. It may sign
 * `localhost`, all of `.local`, and the machine's names, so that its key is of no use for anybody else's site. Other names
 * given by hand make another authority.
 */
export async function authorityOf({ secrets, clock, names, named }: Options): Promise<Authority> {
  const given = named.filter((name) => addressOf(name) === undefined && !isBelow(name, ALWAYS))
  const besides = [...new Set(given)].sort()
  const permitted = [...new Set([...ALWAYS, ...names.names, ...besides])]
  const make = async () => {
    const now = clock.now()
    const [own = ''] = names.names
    const title = `IAM Dojo on ${own} (${new Date(now).toISOString().slice(0, 10)})`
    const made = await newAuthority({ title, permitted, notBefore: now - LATE_MS, notAfter: now + AUTHORITY_MS })
    return JSON.stringify({ title, permitted, ...made } satisfies Kept)
  }
  const place = ['tls-authority', ...besides].join(' ')
  for (let at = 1; ; at++) {
    const kept = JSON.parse(await secrets.get(at === 1 ? place : `${place} #${at}`, make)) as Kept
    const { fingerprint256: fingerprint, validFrom, validTo } = new X509Certificate(kept.certificate)
    // The machine's clock may have been wrong when it was made.
    if (Date.parse(validFrom) > clock.now() || Date.parse(validTo) - clock.now() < AUTHORITY_LEFT_MS) continue
    return {
      certificate: kept.certificate,
      fingerprint,
      permitted: kept.permitted,
      issue: (wanted) => issue(kept, wanted, clock),
    }
  }
}

async function issue(kept: Kept, wanted: Names, clock: Clock): Promise<Issued> {
  const names = { addresses: wanted.addresses, names: wanted.names.filter((name) => isBelow(name, kept.permitted)) }
  const now = clock.now()
  const validity = { notBefore: now - LATE_MS, notAfter: now + CERTIFICATE_MS }
  return { ...(await newCertificate(kept, names, validity)), names, renewAt: now + CERTIFICATE_MS - RENEW_MS }
}

const isBelow = (name: string, permitted: readonly string[]): boolean =>
  permitted.some((one) => name === one || name.endsWith(`.${one}`))
