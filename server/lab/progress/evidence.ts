import { type Account, accountTime } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { isActorAddress } from '../../lessons/format/actor-addresses.js'
import type { Refusal } from '../../records/refusals.js'
import type { PartnerFacts } from './partner-facts.js'
import type { AccountEvidence } from './progress.js'

/** What an account's lessons look at. */
export interface Facts {
  account: Account
  records: readonly NumberedRecord[]
  /** What the learner was refused, and what in the second account. */
  refusals: { own: readonly Refusal[]; partner: readonly Refusal[] }
  partner?: PartnerFacts | undefined
  now: Instant
}

/** As it stood after record `last`. A step and its mistakes ask from the same anchors: looked up once. */
export function evidenceAt(facts: Facts, last: number): AccountEvidence {
  const { account, partner, now } = facts
  const known = new Map<string, ReturnType<AccountEvidence['after']>>()
  const of = (
    found: Account,
    records: readonly NumberedRecord[],
    refusals: readonly Refusal[],
    anchor: number,
    end: number,
  ) => ({
    account: found,
    now: accountTime(found, now),
    records: records.filter(({ sequence }) => sequence > anchor && sequence <= end),
    refusals: refusals.filter(({ afterSequence = 0 }) => afterSequence >= anchor),
  })
  const after = (anchor: number, partnerAnchor: number) => ({
    ...of(account, facts.records, facts.refusals.own, anchor, last),
    ...(partner && { partner: of(partner.account, partner.records, facts.refusals.partner, partnerAnchor, partner.last) }),
  })
  return {
    now,
    accountNow: accountTime(account, now),
    ...(partner && { partnerLast: partner.last }),
    after(anchor, partnerAnchor = 0) {
      const key = `${anchor}/${partnerAnchor}`
      const found = known.get(key) ?? after(anchor, partnerAnchor)
      known.set(key, found)
      return found
    },
  }
}

interface Own extends Pick<Facts, 'account' | 'records' | 'partner'> {
  /** Where the learner's pages asked from. */
  pages: readonly string[]
  /** The addresses of all lessons' actors. */
  actors: ReadonlySet<string>
}

/**
 * The learner's own addresses: of their pages, their instances, and programs that their account let in. An actor's is
 * never one.
 */
export function learnersOwn({ account, pages, records, partner, actors }: Own): ReadonlySet<string> {
  const instances = account.ordered('Instance').flatMap(({ publicIpAddress }) => publicIpAddress ?? [])
  const used = [...records, ...(partner?.records ?? [])].flatMap(({ outcome, principal, sourceIp }) =>
    outcome === 'success' && principal.type !== 'AWSService' ? [sourceIp] : [],
  )
  return new Set([
    ...[...pages, ...used].filter((source) => !isActorAddress(source)),
    ...instances.filter((address) => !actors.has(address)),
  ])
}
