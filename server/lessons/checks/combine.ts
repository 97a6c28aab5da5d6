import { z } from 'zod'
import type { Instant } from '../../account/ports.js'
import { type AccountFacts, check, childCheck, type Evidence, range } from './check.js'

const children = z.array(childCheck).min(1)

/** Every child passes. */
export const all = check({
  parameters: children,
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.every((call) => evaluate(call)),
})

/** Some child passes. */
export const any = check({
  parameters: children,
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.some((call) => evaluate(call)),
})

/** No child passes. */
export const none = check({
  parameters: children,
  names: ['*'],
  passes: (_evidence, calls, evaluate) => !calls.some((call) => evaluate(call)),
})

interface Happening {
  realTime: Instant
  facts: AccountFacts
}

/** An account's facts one at a time, in order: records and, between them, calls that failed authentication. */
function inOrder(facts: AccountFacts): Happening[] {
  const nothing = { ...facts, records: [], refusals: [] }
  return [
    ...facts.records.map((record) => ({ at: record.sequence, of: record, facts: { ...nothing, records: [record] } })),
    ...facts.refusals.map((refusal) => ({
      at: (refusal.afterSequence ?? 0) + 0.5,
      of: refusal,
      facts: { ...nothing, refusals: [refusal] },
    })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ of: { realTime }, facts }) => ({ realTime, facts }))
}

/** The evidence one happening at a time. Two accounts number theirs apart: between them, real time decides. */
function happenings(evidence: Evidence): Evidence[] {
  const { partner } = evidence
  const nothing = { records: [], refusals: [] }
  const own = inOrder(evidence).map((one) => ({
    one,
    evidence: { ...evidence, ...(partner && { partner: { ...partner, ...nothing } }), ...one.facts },
  }))
  if (!partner) return own.map(({ evidence: found }) => found)
  const others = inOrder(partner).map((one) => ({ one, evidence: { ...evidence, ...nothing, partner: one.facts } }))
  const merged: Evidence[] = []
  for (const { one, evidence: found } of own) {
    while (others[0] && others[0].one.realTime < one.realTime)
      merged.push(...others.splice(0, 1).map((other) => other.evidence))
    merged.push(found)
  }
  return [...merged, ...others.map((other) => other.evidence)]
}

/** Checks of events that came to pass in this order; others may lie between them. */
export const sequence = check({
  parameters: children,
  history: true,
  names: ['*'],
  passes: (evidence, calls, evaluate) => {
    let next = 0
    for (const one of happenings(evidence)) {
      const call = calls[next]
      if (call === undefined) break
      if (evaluate(call, one)) next++
    }
    return next === calls.length
  },
})

/** How often a check of an event came to pass. */
export const count = check({
  parameters: z.strictObject({ of: childCheck, ...range }),
  history: true,
  names: ['*'],
  passes: (evidence, { of, min = 0, max = Number.POSITIVE_INFINITY }, evaluate) => {
    const found = happenings(evidence).filter((one) => evaluate(of, one)).length
    return found >= min && found <= max
  },
})
