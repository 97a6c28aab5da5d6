import { useQuery } from '@tanstack/react-query'
import type { OwnClass } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'
import type { Loading } from '../queries/use-wire-query.js'

/** Below it is what the event `class` of the stream asks again. */
export const MY_CLASS = 'my-class'

/** The stream tells what changes; this is the net under it. */
const REFETCH_MS = 60_000

/** The class of this browser's learner. */
export const useMyClass = (): Loading<OwnClass> =>
  useQuery({
    queryKey: [MY_CLASS],
    queryFn: () => api('GET /classroom/me'),
    retry: false,
    refetchInterval: REFETCH_MS,
  }) as Loading<OwnClass>
