import { type ComponentType, lazy } from 'react'

/** Addresses below /console; each page is a chunk of its own. */
export const pages: { path: string; Page: ComponentType }[] = [
  { path: '/', Page: lazy(() => import('./dashboard/dashboard.js')) },
  { path: '/iam/home', Page: lazy(() => import('./dashboard/dashboard.js')) },
  { path: '/iam/users', Page: lazy(() => import('./users/users.js')) },
  { path: '/iam/users/create', Page: lazy(() => import('./users/create-user.js')) },
  { path: '/iam/users/:userName/access-key/create', Page: lazy(() => import('./users/create-access-key.js')) },
  { path: '/iam/users/:userName/mfa/assign', Page: lazy(() => import('./users/assign-mfa.js')) },
  { path: '/iam/users/:userName/:tab?', Page: lazy(() => import('./users/user.js')) },
  { path: '/iam/account-settings', Page: lazy(() => import('./account-settings/account-settings.js')) },
  { path: '/iam/account-settings/edit', Page: lazy(() => import('./account-settings/edit.js')) },
  { path: '/iam/security-credentials', Page: lazy(() => import('./security-credentials/security-credentials.js')) },
  {
    path: '/iam/security-credentials/access-key/create',
    Page: lazy(() => import('./security-credentials/create-access-key.js')),
  },
  { path: '/iam/security-credentials/mfa/assign', Page: lazy(() => import('./security-credentials/assign-mfa.js')) },
]
