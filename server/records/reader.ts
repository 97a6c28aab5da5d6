/** Whose explanations and inspections may be read: all (the operator), or those of some accounts. */
export interface Reader {
  accountIds: readonly string[] | 'all'
  /** Calls with a key id of no account here are shown to whoever asks from the same address. */
  sourceIp: string
}

export function mayRead({ accountIds, sourceIp }: Reader, one: { accountId?: string; sourceIp: string }): boolean {
  if (accountIds === 'all') return true
  return one.accountId === undefined ? one.sourceIp === sourceIp : accountIds.includes(one.accountId)
}
