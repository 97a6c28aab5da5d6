import type { StreamEvents } from '../../../server/lab/api/contract.js'

/** What the server's event stream tells about an account. `open`: nothing is missed any more; what was loaded before may be. */
export type News =
  | { accountId: string; event: 'open' }
  | { [E in keyof StreamEvents]: { accountId: string; event: E; data: StreamEvents[E] } }[keyof StreamEvents]

/** The events of `/api/lab/events`. */
export const STREAMED = Object.keys({
  progress: true,
  account: true,
  request: true,
  clock: true,
  class: true,
  ssh: true,
} satisfies Record<keyof StreamEvents, true>) as (keyof StreamEvents)[]
