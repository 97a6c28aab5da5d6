import type { IAM } from '@aws-sdk/client-iam'
import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { useIam } from '../../shared/aws.js'
import { useSession } from '../../shared/session.js'
import { inTurn } from './in-turn.js'

/** A change made elsewhere is pushed (see LabProvider); this is the net under it. */
const REFETCH_MS = 60_000
/** Many calls at a time, each of them a record in the event history. */
const REFETCH_PATIENT_MS = 300_000
/** A denied call is asked again, since a policy may arrive, but seldom: each attempt is a record in the event history. */
const REFETCH_AFTER_ERROR_MS = 120_000

export interface IamQuery<T> {
  /** Below the session's own prefix; what belongs to a user begins with `user`, the name. */
  key: readonly string[]
  load(iam: IAM): Promise<T>
  /** Milliseconds; for what rarely changes or costs many calls. */
  every?: number
  enabled?: boolean
  /** One of many, a row's own for instance: waits until few others are under way, and is given up with its row. */
  patient?: boolean
}

/** The state a panel has to show: loading, an error (also after earlier data), or data. */
export type Loading<T> = Pick<UseQueryResult<T>, 'error' | 'isPending' | 'isFetching'> & {
  data: T | undefined
  refetch(): Promise<unknown>
}

function useOptions() {
  const iam = useIam()
  const { id } = useSession()
  return <T>({
    key,
    load,
    patient = false,
    every = patient ? REFETCH_PATIENT_MS : REFETCH_MS,
    enabled = true,
  }: IamQuery<T>) => ({
    queryKey: ['iam', id, ...key],
    // Only who reads the signal is given up, so that what is worth keeping is finished when its page is left.
    queryFn: (context: { signal: AbortSignal }) => (patient ? inTurn(() => load(iam), context.signal) : load(iam)),
    enabled,
    // The SDK has already retried what can be retried; an error stays an error.
    retry: false,
    refetchInterval: ({ state }: { state: { status: string } }) =>
      state.status === 'error' ? Math.max(every, REFETCH_AFTER_ERROR_MS) : every,
  })
}

/** A reading call of the signed-in principal, kept fresh while it is on the page. */
export function useIamQuery<T>(query: IamQuery<T>): Loading<T> {
  const options = useOptions()
  return useQuery(options(query)) as Loading<T>
}

/** The same for a list of calls whose number varies. */
export function useIamQueries<T>(queries: readonly IamQuery<T>[]): readonly Loading<T>[] {
  const options = useOptions()
  return useQueries({ queries: queries.map((query) => options(query)) }) as readonly Loading<T>[]
}
