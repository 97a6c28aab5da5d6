import type { Query, QueryClient } from '@tanstack/react-query'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Does an operation change what this query shows? Absent: any may. For what costs more than a read. */
      changedBy?: (operation: string) => boolean
    }
  }
}

/**
 * Asks again for what is on the page of this session, since something was written: by `operations`, where they are known.
 * A first load that is on its way may have been read before that; TanStack Query doesn't start a second one beside it, so
 * it is asked again once it is here.
 */
export function askAgain(queries: QueryClient, session: string, operations?: readonly string[]): void {
  const concerned = ({ meta }: Query): boolean =>
    !operations || !meta?.changedBy || operations.some((operation) => meta.changedBy?.(operation))
  const queryKey = ['iam', session]
  const loading = queries.getQueryCache().findAll({
    queryKey,
    predicate: (query) => concerned(query) && query.state.fetchStatus !== 'idle' && query.state.data === undefined,
  })
  void queries.invalidateQueries({ queryKey, predicate: concerned })
  for (const query of loading) {
    const again = () => void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
    query.promise?.then(again, again)
  }
}
