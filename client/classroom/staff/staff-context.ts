import { createContext, useContext } from 'react'
import type { ClassroomApi, StaffMember } from '../../../server/classroom/contract.js'
import type { Loading } from '../../console/queries/use-wire-query.js'
import { api } from '../../shared/api.js'
import { useAsked } from '../queries.js'

export const StaffContext = createContext<StaffMember | undefined>(undefined)

/** Who is signed in on this page. */
export function useStaff(): StaffMember {
  const staff = useContext(StaffContext)
  if (!staff) throw new Error('StaffContext is missing')
  return staff
}

/** What an assistant may not do isn't offered; the server refuses it anyway. */
export const useIsInstructor = (): boolean => useStaff().role === 'instructor'

/** Who this browser is here. */
export const useClassroomSession = (): Loading<ClassroomApi['GET /classroom/session']['answer']> =>
  useAsked(['session'], () => api('GET /classroom/session'))
