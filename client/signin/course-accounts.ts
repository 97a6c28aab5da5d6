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

/** The accounts that this learner was given, newest first. `isNew`: this browser owns no account at all. */
export function useCourseAccounts() {
  const [accounts, setAccounts] = useState<readonly CourseAccount[]>([])
  const [isNew, setNew] = useState(false)
  useEffect(() => {
    // Without them the page is a sign-in page all the same.
    api<{ learner: { id: string }; accounts: CourseAccount[] }>('GET', '/lab/session').then(
      ({ learner, accounts: owned }) => {
        setAccounts(owned.filter(({ course }) => course).reverse())
        setNew(learner.id !== 'local' && owned.length === 0)
      },
      () => undefined,
    )
  }, [])
  return { accounts, isNew, add: (made: CourseAccount) => setAccounts((present) => [made, ...present]) }
}
