import { useEffect, useState } from 'react'
import { api } from '../shared/api.js'

/** An account of the course, as its welcome card shows it; `password` until root's was changed. */
export interface CourseAccount {
  accountId: string
  name: string
  email: string
  password?: string
  course?: boolean
}

/** The accounts that this learner was given, newest first. */
export function useCourseAccounts() {
  const [accounts, setAccounts] = useState<readonly CourseAccount[]>([])
  useEffect(() => {
    // Without them the page is a sign-in page all the same.
    api<{ accounts: CourseAccount[] }>('GET', '/lab/session').then(
      ({ accounts: owned }) => setAccounts(owned.filter(({ course }) => course).reverse()),
      () => undefined,
    )
  }, [])
  return { accounts, add: (made: CourseAccount) => setAccounts((present) => [made, ...present]) }
}
