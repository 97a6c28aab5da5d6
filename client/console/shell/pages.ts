import { addresses } from '../../shared/addresses.js'

/** The pages that the navigation and the search know, by section. */
export const PAGES: readonly { path: string; title: string; section: 'top' | 'access' | 'reports' | 'own' }[] = [
  { path: addresses.home, title: 'Dashboard', section: 'top' },
  { path: addresses.groups.list, title: 'User groups', section: 'access' },
  { path: addresses.users.list, title: 'Users', section: 'access' },
  { path: addresses.roles.list, title: 'Roles', section: 'access' },
  { path: addresses.policies.list, title: 'Policies', section: 'access' },
  { path: addresses.providers.list, title: 'Identity providers', section: 'access' },
  { path: addresses.accountSettings.show, title: 'Account settings', section: 'access' },
  { path: addresses.accessAnalyzer, title: 'Access Analyzer', section: 'reports' },
  { path: addresses.credentialReport, title: 'Credential report', section: 'reports' },
  { path: addresses.simulator, title: 'Policy simulator', section: 'reports' },
  { path: addresses.eventHistory, title: 'Event history (CloudTrail)', section: 'reports' },
  { path: addresses.ownCredentials.show, title: 'My security credentials', section: 'own' },
]

/** The page that an address belongs to. */
export const pageOf = (pathname: string) =>
  PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`)) ?? (pathname === '/' ? PAGES[0] : undefined)
