/** What the server's event stream tells about an account. */
export interface News {
  accountId: string
  /** `open`: from here on nothing is missed; what was loaded before may be. */
  event: 'open' | (typeof STREAMED)[number]
  data: unknown
}

/** The events of `/api/lab/events`, each with its account. */
export const STREAMED = ['progress', 'account', 'request', 'clock'] as const
