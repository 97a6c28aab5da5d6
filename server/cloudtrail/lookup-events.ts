import type { NumberedRecord } from '../account/request-record.js'
import { AwsError } from '../aws/aws-error.js'
import type { Event, LookupAttribute, LookupEventsRequest } from '../aws/model/cloudtrail.types.js'
import { isReading } from '../aws/reading.js'
import { type PrepareServices, query } from '../runner/operation.js'
import { cloudTrailEvent, eventIdOf, regionOf, resourcesOf, userNameOf } from './cloudtrail-event.js'

const MAX_RESULTS = 50
const RECORDS_AT_ONCE = 500

const refusal = (code: string, message: string) => new AwsError({ code, httpStatus: 400, message })

/**
 * Returns a Region's event history, newest first, with API calls and sign-ins, including refused ones. As with AWS, calls
 * that failed authentication aren't events. A search uses one attribute. Errors: InvalidLookupAttributesException,
 * InvalidTimeRangeException, InvalidNextTokenException.
 * @differs Events appear at once (at AWS, within minutes).
 * Source: CloudTrail API Reference, "LookupEvents".
 */
export const LookupEvents = query('cloudtrail', 'LookupEvents', {
  needs: () => ({ resource: '*', printed: '' }),
  async prepare({ input, request, newestRecords }) {
    const attribute = attributeOf(input)
    if (input.StartTime !== undefined && input.EndTime !== undefined && input.StartTime > input.EndTime) {
      throw refusal('InvalidTimeRangeException', 'The StartTime must be before the EndTime.')
    }
    return found(input, { attribute, region: request.region }, newestRecords)
  },
  handle: ({ prepared: { records, next } }) => ({
    // Several processes number a reading call's record when they write it, up to 200 ms after the call.
    Events: records.toSorted((a, b) => b.time - a.time).map(described),
    ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
  }),
})

function attributeOf({ LookupAttributes: attributes = [] }: LookupEventsRequest): LookupAttribute | undefined {
  if (attributes.length > 1) {
    throw refusal('InvalidLookupAttributesException', 'You can only use one lookup attribute at a time.')
  }
  return attributes[0]
}

/** Reads backwards until a page is full or the history ends; `next`: older ones may match as well. */
async function found(
  input: LookupEventsRequest,
  { attribute, region }: { attribute: LookupAttribute | undefined; region: string },
  newestRecords: PrepareServices['newestRecords'],
): Promise<{ records: NumberedRecord[]; next?: number }> {
  const { MaxResults: wanted = MAX_RESULTS, StartTime: start = 0, EndTime: end = Number.POSITIVE_INFINITY } = input
  const records: NumberedRecord[] = []
  let before = sequenceOf(input.NextToken)
  for (;;) {
    const batch = await newestRecords({ ...(before === undefined ? {} : { before }), limit: RECORDS_AT_ONCE })
    for (const record of batch) {
      // CloudTrail records calls of AWS's API. What happens inside an instance isn't one.
      if (record.category === 'ssh' || record.category === 'metadata') continue
      if (record.time < start || record.time > end || regionOf(record) !== region) continue
      if (attribute && !has(record, attribute)) continue
      if (records.length === wanted) return { records, next: records.at(-1)?.sequence ?? 0 }
      records.push(record)
    }
    before = batch.at(-1)?.sequence
    if (batch.length < RECORDS_AT_ONCE || before === undefined) return { records }
  }
}

function has(record: NumberedRecord, { AttributeKey: key, AttributeValue: value }: LookupAttribute): boolean {
  switch (key) {
    case 'EventId':
      return eventIdOf(record) === value
    case 'EventName':
      return record.name === value
    case 'ReadOnly':
      return String(isReading(record.name)) === value
    case 'Username':
      return userNameOf(record.principal) === value
    case 'EventSource':
      return `${record.service}.amazonaws.com` === value
    case 'AccessKeyId':
      return record.principal.accessKeyId === value
    case 'ResourceType':
      return resourcesOf(record).some(({ ResourceType }) => ResourceType === value)
    case 'ResourceName':
      return resourcesOf(record).some(({ ResourceName }) => ResourceName === value)
  }
}

function described(record: NumberedRecord): Event {
  const event = cloudTrailEvent(record)
  const userName = userNameOf(record.principal)
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: String(isReading(record.name)),
    ...(record.principal.accessKeyId ? { AccessKeyId: record.principal.accessKeyId } : {}),
    EventTime: record.time,
    EventSource: event.eventSource,
    ...(userName ? { Username: userName } : {}),
    Resources: resourcesOf(record),
    CloudTrailEvent: JSON.stringify(event),
  }
}

const tokenOf = (sequence: number): string => btoa(`before:${sequence}`)

function sequenceOf(token: string | undefined): number | undefined {
  if (token === undefined) return undefined
  try {
    const [, digits] = /^before:(\d{1,15})$/.exec(atob(token)) ?? []
    if (digits !== undefined) return Number(digits)
  } catch {
    // Not one of ours: refused below.
  }
  throw refusal('InvalidNextTokenException', 'Invalid token.')
}
