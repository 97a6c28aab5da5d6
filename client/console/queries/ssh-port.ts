import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api.js'
import type { Loading } from './use-wire-query.js'

/** Where this server takes SSH connections; `null`: it takes none. */
export function useSshPort(): Loading<number | null> {
  return useQuery({
    queryKey: ['ssh-port'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await api('GET /lab/ssh')).port,
  })
}
