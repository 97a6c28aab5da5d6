import { z } from 'zod'
import { check, childCheck, type Evidence, range } from './check.js'

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

/** The evidence one happening at a time, in order: records and, between them, calls that failed authentication. */
function happenings(evidence: Evidence): Evidence[] {
  const nothing = { ...evidence, records: [], refusals: [] }
  return [
    ...evidence.records.map((record) => ({ at: record.sequence, one: { ...nothing, records: [record] } })),
    ...evidence.refusals.map((refusal) => ({
      at: (refusal.afterSequence ?? 0) + 0.5,
      one: { ...nothing, refusals: [refusal] },
    })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
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
