import { useEffect, useState } from 'react'
import type { ClassroomApi } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'

type Known = ClassroomApi['GET /classroom/join']['answer']

/** Two groups of three. Fewer letters are a code that somebody is still typing. */
const WHOLE = /^\s*[A-Za-z0-9]{3}-?[A-Za-z0-9]{3}\s*$/

/** The class of a join code, once the code is whole and there is one: what the form asks for depends on it. */
export function useClassOf(code: string): Known | undefined {
  const [known, setKnown] = useState<Known>()
  const whole = WHOLE.test(code) ? code.trim().toUpperCase() : undefined
  useEffect(() => {
    setKnown(undefined)
    if (whole === undefined) return
    const left = new AbortController()
    api('GET /classroom/join', { query: { code: whole }, signal: left.signal }).then(setKnown, () => undefined)
    return () => left.abort()
  }, [whole])
  return known
}
