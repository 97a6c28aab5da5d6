import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'

/** Explains a failed call. */
export type Tell = (
  record: Pick<NumberedRecord, 'errorMessage' | 'facts' | 'params' | 'name' | 'service'>,
) => Omit<Reasoning, 'authorization' | 'signature'>

/** With AWS's own message as the state. */
export const telling =
  (kind: Reasoning['kind']) =>
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ errorMessage }) => ({ kind, summary, rule, state: errorMessage ? [errorMessage] : [], wayOut })
