/** Controls of the console to which a step can draw the eye: the client knows no other (client/lab/lesson-hotspot.tsx). */
export const HOTSPOTS = [
  'access-key-actions',
  'access-keys-create',
  'account-clock',
  'alias-create',
  'console-access',
  'credential-report',
  'group-add-permissions',
  'groups-create',
  'mfa-assign',
  'mfa-remove',
  'mfa-resync',
  'password-policy-edit',
  'policies-create',
  'roles-create',
  'root-change-password',
  'security-status',
  'trust-edit',
  'user-groups-add',
  'users-create',
] as const
export type Hotspot = (typeof HOTSPOTS)[number]
