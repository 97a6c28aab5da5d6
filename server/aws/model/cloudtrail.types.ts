// Made from cloudtrail.json by scripts/generate-types.ts; do not edit.
import type { Instant } from '../../account/ports.js'

export interface Event {
  EventId?: string | undefined
  EventName?: string | undefined
  ReadOnly?: string | undefined
  AccessKeyId?: string | undefined
  EventTime?: Instant | undefined
  EventSource?: string | undefined
  Username?: string | undefined
  Resources?: Resource[] | undefined
  CloudTrailEvent?: string | undefined
}
export interface LookupAttribute {
  AttributeKey: 'EventId' | 'EventName' | 'ReadOnly' | 'Username' | 'ResourceType' | 'ResourceName' | 'EventSource' | 'AccessKeyId'
  AttributeValue: string
}
export interface LookupEventsRequest {
  LookupAttributes?: LookupAttribute[] | undefined
  StartTime?: Instant | undefined
  EndTime?: Instant | undefined
  EventCategory?: 'insight' | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}
export interface LookupEventsResponse {
  Events?: Event[] | undefined
  NextToken?: string | undefined
}
export interface Resource {
  ResourceType?: string | undefined
  ResourceName?: string | undefined
}

export interface Operations {
  LookupEvents: { input: LookupEventsRequest; output: LookupEventsResponse }
}
