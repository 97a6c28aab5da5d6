import { useEffect, useState } from 'react'
import { api } from '../shared/api.js'

/** What the page says of a class: nothing, where this server has no classroom. */
export interface OwnClass {
  /** The class that this browser's learner has joined. */
  joined?: { title: string; name: string }
}

/** The classroom of this server, if it has one: accounts come from joining a class then. */
export function useOwnClass(): OwnClass | undefined {
  const [known, setKnown] = useState<OwnClass>()
  useEffect(() => {
    const ask = async () => {
      const { classroom, learner } = await api('GET /classroom/session')
      if (!classroom) return
      if (!learner) return setKnown({})
      const { title } = await api('GET /classroom/me')
      setKnown({ joined: { title, name: learner.name } })
    }
    // Without an answer the page is a sign-in page all the same.
    ask().catch(() => undefined)
  }, [])
  return known
}
