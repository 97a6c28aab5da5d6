import { estimatedSize } from '../bounds/estimated-size.js'
import type { RequestRecord } from './request-record.js'

/** A record of fewer bytes is kept as it is, without a closer look. */
const SMALL = 48_000
/** Source: AWS CloudTrail User Guide, "CloudTrail record contents", `requestParameters` and `responseElements`. */
const MAX_ELEMENT = 100 * 1024

/**
 * A record that is not too large to be kept: as at CloudTrail, parameters and results beyond 100 kB are left out and their
 * size is told. (A trace is condensed where it is made.)
 */
export function boundedRecord(record: RequestRecord): RequestRecord {
  if (estimatedSize(record) <= SMALL) return record
  const { params, result } = record
  return {
    ...record,
    params: boundedElement('requestParameters', params),
    ...(result ? { result: boundedElement('responseElements', result) } : {}),
  }
}

function boundedElement(name: string, element: Record<string, unknown>): Record<string, unknown> {
  const originalSize = new TextEncoder().encode(JSON.stringify(element)).length
  return originalSize <= MAX_ELEMENT ? element : { reason: `${name} too large`, omitted: true, originalSize }
}
