/** The pages that the navigation and the search know, by section. */
export const PAGES: readonly { path: string; title: string; section: 'top' | 'access' | 'reports' | 'own' }[] = [
  { path: '/iam/home', title: 'Dashboard', section: 'top' },
  { path: '/iam/groups', title: 'User groups', section: 'access' },
  { path: '/iam/users', title: 'Users', section: 'access' },
  { path: '/iam/roles', title: 'Roles', section: 'access' },
  { path: '/iam/policies', title: 'Policies', section: 'access' },
  { path: '/iam/identity-providers', title: 'Identity providers', section: 'access' },
  { path: '/iam/account-settings', title: 'Account settings', section: 'access' },
  { path: '/iam/access-analyzer', title: 'Access Analyzer', section: 'reports' },
  { path: '/iam/credential-report', title: 'Credential report', section: 'reports' },
  { path: '/iam/simulator', title: 'Policy simulator', section: 'reports' },
  { path: '/cloudtrail/events', title: 'Event history (CloudTrail)', section: 'reports' },
  { path: '/iam/security-credentials', title: 'My security credentials', section: 'own' },
]

/** The page that an address belongs to. */
export const pageOf = (pathname: string) =>
  PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`)) ?? (pathname === '/' ? PAGES[0] : undefined)
