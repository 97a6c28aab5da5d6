import { useEffect, useState } from 'react'
import type { OwnAccount as Listed } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'

/** An account that this browser owns; `password` is an account's of the course, until root changed it. */
export type OwnAccount = Pick<Listed, 'accountId' | 'name' | 'email'> &
  Partial<Pick<Listed, 'password' | 'course' | 'exam' | 'partnerOf'>>

/** The accounts of this browser's learner and those of the course among them, newest first. `isNew`: it owns none. */
export function useOwnAccounts() {
  const [own, setOwn] = useState<readonly OwnAccount[]>([])
  const [isNew, setNew] = useState(false)
  useEffect(() => {
    // Without them the page is a sign-in page all the same.
    api('GET /lab/session').then(
      ({ learner, accounts: owned }) => {
        setOwn([...owned].reverse())
        setNew(learner.id !== 'local' && owned.length === 0)
      },
      () => undefined,
    )
  }, [])
  return {
    own,
    course: own.filter(({ course }) => course),
    isNew,
    add: (made: OwnAccount) => setOwn((present) => [{ ...made, course: true }, ...present]),
  }
}
