import type { CheckCall } from '../format/lesson.js'
import type { Check, Evidence } from './check.js'

/** Every child passes. */
export const all: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.every((call) => evaluate(call)),
}

/** Some child passes. */
export const any: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.some((call) => evaluate(call)),
}

/** No child passes. */
export const none: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => !calls.some((call) => evaluate(call)),
}

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
export const sequence: Check<CheckCall[]> = {
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
}

/** How often a check of an event came to pass. */
export const count: Check<{ of: CheckCall; min?: number; max?: number }> = {
  names: ['*'],
  passes: (evidence, { of, min = 0, max = Number.POSITIVE_INFINITY }, evaluate) => {
    const found = happenings(evidence).filter((one) => evaluate(of, one)).length
    return found >= min && found <= max
  },
}
