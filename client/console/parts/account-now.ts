import { useSession } from '../../shared/session.js'

/** Now on the account's clock, by which keys, passwords and users age. */
export function useAccountNow(): Date {
  const { clockOffset } = useSession()
  return new Date(Date.now() + clockOffset)
}
