import { api } from '../../shared/api.js'
import { rememberEnded, rememberSession } from '../../shared/session-info.js'

export interface SwitchedRole {
  account: string
  role: string
  displayName: string
  colour: string
}

export const COLOURS = [
  { value: '#d13212', label: 'Red' },
  { value: '#d87b00', label: 'Orange' },
  { value: '#1d8102', label: 'Green' },
  { value: '#0972d3', label: 'Blue' },
  { value: '#8456ce', label: 'Purple' },
] as const

const KEY = 'iam-dojo-roles'
const KEPT = 5

/** The roles that were switched to last, for the account menu; names and colours, nothing secret. */
export function recentRoles(): SwitchedRole[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as SwitchedRole[]
  } catch {
    return []
  }
}

export function rememberRole(role: SwitchedRole): void {
  const others = recentRoles().filter((one) => one.account !== role.account || one.role !== role.role)
  localStorage.setItem(KEY, JSON.stringify([role, ...others].slice(0, KEPT)))
}

/** Switches this tab to a role; throws ApiError when it is refused. */
export async function switchToRole(session: string, { account, role }: Pick<SwitchedRole, 'account' | 'role'>): Promise<void> {
  const { session: switched, ended } = await api('POST /signin/switch-role', { body: { session, account, role } })
  rememberSession(switched.id)
  rememberEnded(ended)
}
