import type { CSSProperties } from 'react'
import type { SessionInfo } from '../../shared/session-info.js'
import { recentRoles, type SwitchedRole } from '../roles/switched-roles.js'

/** The color that was chosen for a role, so that one sees at a glance as whom one acts. */
export const ColorMark = ({ color }: { color: string }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="14" height="14" rx="3" fill={color} stroke="none" />
  </svg>
)

/** The display name and color of the role that this session has switched to. */
export function shownRole({ type, roleName, accountId, accountAlias }: SessionInfo): SwitchedRole | undefined {
  if (type !== 'AssumedRole') return undefined
  return recentRoles().find(({ role, account }) => role === roleName && (account === accountId || account === accountAlias))
}

const LIGHT = '#ffffff'
const DARK = '#0f141a'

/** Brightness as the eye weighs red, green, and blue, from 0 to 255. Source: ITU-R BT.601. */
function brightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return 0.299 * red + 0.587 * green + 0.114 * blue
}

/** What the top bar's style sheet draws the account menu in. */
export function roleColors(session: SessionInfo): CSSProperties {
  const color = shownRole(session)?.colour
  if (color === undefined || !/^#[0-9a-f]{6}$/i.test(color)) return {}
  return { '--role-color': color, '--role-text': brightness(color) > 140 ? DARK : LIGHT } as CSSProperties
}
