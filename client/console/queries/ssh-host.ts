import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api.js'
import type { Loading } from './use-wire-query.js'

interface SshHost {
  /** Where this server takes SSH connections; `null`: it takes none. */
  port: number | null
  /** Of this browser, as the server sees it: a connection of this machine's own `ssh` comes from there as well. */
  address: string
}

export function useSshHost(): Loading<SshHost> {
  return useQuery({
    queryKey: ['ssh-host'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => api('GET /lab/ssh'),
  })
}
