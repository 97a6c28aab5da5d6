import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useSession } from '../../shared/session.js'
import { inTurn } from './in-turn.js'

/** A change made elsewhere is pushed (see LabProvider); this is the net under it. */
const REFETCH_MS = 60_000
/** Many calls at a time, each of them a record in the event history. */
const REFETCH_PATIENT_MS = 300_000
/** A denied call is asked again, since a policy may arrive, but seldom: each attempt is a record in the event history. */
const REFETCH_AFTER_ERROR_MS = 120_000

/** What is asked of a service by its client. */
export interface WireQuery<Client, T> {
  /** Below the session's own prefix; what belongs to a user begins with `user`, the name. */
  key: readonly string[]
  load(client: Client): Promise<T>
  /** Milliseconds; for what rarely changes or costs many calls, or changes by itself in a moment. */
  every?: number | ((data: T | undefined) => number)
  enabled?: boolean
  /** One of many, a row's own for instance: waits until few others are under way, and is given up with its row. */
  patient?: boolean
}

/** The state a panel has to show: loading, an error (also after earlier data), or data. */
export type Loading<T> = Pick<UseQueryResult<T>, 'error' | 'isPending' | 'isFetching'> & {
  data: T | undefined
  refetch(): Promise<unknown>
}

/** Reading calls of the signed-in principal, kept fresh while they are on the page. `prefix` keeps services and Regions apart. */
export function useWireQueries<Client, T>(
  client: Client,
  prefix: readonly string[],
  queries: readonly WireQuery<Client, T>[],
): readonly Loading<T>[] {
  const { id } = useSession()
  return useQueries({
    queries: queries.map(
      ({ key, load, patient = false, every = patient ? REFETCH_PATIENT_MS : REFETCH_MS, enabled = true }) => ({
        queryKey: ['iam', id, ...prefix, ...key],
        // Only who reads the signal is given up, so that what is worth keeping is finished when its page is left.
        queryFn: (context: { signal: AbortSignal }) => (patient ? inTurn(() => load(client), context.signal) : load(client)),
        enabled,
        // The SDK has already retried what can be retried; an error stays an error.
        retry: false,
        refetchInterval: ({ state }: { state: { status: string; data?: unknown } }) => {
          const usual = typeof every === 'number' ? every : every(state.data as T | undefined)
          return state.status === 'error' ? Math.max(usual, REFETCH_AFTER_ERROR_MS) : usual
        },
      }),
    ),
  }) as readonly Loading<T>[]
}
