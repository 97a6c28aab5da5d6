import { useSession } from '../../shared/session.js'

/** Now on the account's clock, by which keys, passwords and users age. */
export function useAccountNow(): Date {
  return useAccountClock()()
}

/** The account's clock itself, for what happens later than the page was drawn. */
export function useAccountClock(): () => Date {
  const { clockOffset } = useSession()
  return () => new Date(Date.now() + clockOffset)
}
