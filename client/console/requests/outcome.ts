import type { RequestSummary } from '../../../server/lab/api/contract.js'
import { texts } from './texts.js'

type Outcome = Pick<RequestSummary, 'status' | 'errorCode'>

/** HTTP says so, or, of a login by SSH, its error alone. */
export const isRefused = ({ status, errorCode }: Outcome): boolean =>
  status === undefined ? errorCode !== undefined : status >= 400

/** `400 ValidationError`, `200`; a login by SSH has no number. */
export const outcomeOf = ({ status, errorCode }: Outcome): string =>
  [status ?? (errorCode === undefined ? texts.connected : undefined), errorCode].filter((part) => part !== undefined).join(' ')
