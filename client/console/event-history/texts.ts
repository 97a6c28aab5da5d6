export const texts = {
  title: 'Event history',
  description:
    'The list shows all calls of the last 90 days, including refused ones. It doesn’t show calls that failed authentication, because nobody knows who made them.',
  eventsOf: (name: string, code: string) => `Events of ${name} ${code}.`,
  globalEvents: 'IAM’s events and console sign-ins are in US East (N. Virginia) us-east-1: IAM is the same in all Regions.',
  attribute: 'Lookup attributes',
  value: 'Value',
  valueHint: 'Enter the exact value, or nothing to see all events',
  empty: 'No events',
  outcome: 'Outcome',
  refused: 'Refused',
  done: 'Succeeded',
  columns: {
    name: 'Event name',
    time: 'Event time',
    user: 'User name',
    source: 'Event source',
    resources: 'Resource name',
    error: 'Error code',
    address: 'Source IP address',
    key: 'AWS access key',
    readOnly: 'Read-only',
  },
  more: 'Load older events',
  close: 'Close',
  explain: 'Explain',
}

export const ATTRIBUTES = [
  { value: 'EventName', label: 'Event name' },
  { value: 'Username', label: 'User name' },
  { value: 'EventSource', label: 'Event source' },
  { value: 'ResourceName', label: 'Resource name' },
  { value: 'ResourceType', label: 'Resource type' },
  { value: 'AccessKeyId', label: 'AWS access key' },
  { value: 'EventId', label: 'Event ID' },
  { value: 'ReadOnly', label: 'Read-only' },
] as const
export type Attribute = (typeof ATTRIBUTES)[number]['value']
