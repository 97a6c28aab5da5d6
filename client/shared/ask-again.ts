import type { QueryClient } from '@tanstack/react-query'

/**
 * Asks again for what is on the page of this session, since something was written. A first load that is on its way may
 * have been read before that; TanStack Query doesn't start a second one beside it, so it is asked again once it is here.
 */
export function askAgain(queries: QueryClient, session: string): void {
  const queryKey = ['iam', session]
  const loading = queries
    .getQueryCache()
    .findAll({ queryKey, predicate: ({ state }) => state.fetchStatus !== 'idle' && state.data === undefined })
  void queries.invalidateQueries({ queryKey })
  for (const query of loading) {
    const again = () => void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
    query.promise?.then(again, again)
  }
}
