import { lazy } from 'react'
import { addresses } from '../shared/addresses.js'
import { help } from './help/help.js'
import type { ConsolePage } from './parts/page-table.js'

const { users, groups, roles, policies, providers, accountSettings, ownCredentials } = addresses

/**
 * All pages of the console: what the router opens, the navigation and the breadcrumbs show, the search finds and the
 * info panel explains. They stand in the order of the navigation, which is AWS's. Each page is a chunk of its own.
 */
export const PAGES: readonly ConsolePage[] = [
  { path: '/', Page: lazy(() => import('./dashboard/dashboard.js')) },
  {
    path: addresses.home,
    Page: lazy(() => import('./dashboard/dashboard.js')),
    title: 'Dashboard',
    section: 'top',
    help: help.dashboard,
    service: {
      title: 'IAM',
      description: 'Identity and Access Management: users, groups, roles, policies, and their credentials',
      words: ['security', 'identity', 'permissions'],
    },
  },
  {
    path: groups.list,
    Page: lazy(() => import('./groups/groups.js')),
    title: 'User groups',
    section: 'access',
    help: help.groups,
  },
  {
    path: groups.create,
    Page: lazy(() => import('./groups/create-group.js')),
    title: 'Create group',
    description: 'User groups',
    words: ['add group', 'new group'],
  },
  { path: `${groups.list}/:groupName/:tab?`, Page: lazy(() => import('./groups/group.js')) },
  {
    path: users.list,
    Page: lazy(() => import('./users/users.js')),
    title: 'Users',
    section: 'access',
    help: help.users,
  },
  {
    path: users.create,
    Page: lazy(() => import('./users/create-user.js')),
    title: 'Create user',
    description: 'Users',
    words: ['add user', 'new user', 'invite'],
  },
  { path: `${users.list}/:userName/:tab?`, Page: lazy(() => import('./users/user.js')) },
  {
    path: `${users.list}/:userName/access-key/create`,
    Page: lazy(() => import('./users/create-access-key.js')),
    title: 'Create access key',
  },
  {
    path: `${users.list}/:userName/mfa/assign`,
    Page: lazy(() => import('./users/assign-mfa.js')),
    title: 'Assign MFA device',
  },
  {
    path: roles.list,
    Page: lazy(() => import('./roles/roles.js')),
    title: 'Roles',
    section: 'access',
    help: help.roles,
  },
  {
    path: roles.create,
    Page: lazy(() => import('./roles/create-role.js')),
    title: 'Create role',
    description: 'Roles',
    words: ['add role', 'trust policy', 'new role'],
  },
  { path: `${roles.list}/:roleName/:tab?`, Page: lazy(() => import('./roles/role.js')) },
  {
    path: roles.switch,
    Page: lazy(() => import('./roles/switch-role.js')),
    title: 'Switch role',
    description: 'Roles',
    words: ['assume role'],
    help: help.roles,
  },
  {
    path: policies.list,
    Page: lazy(() => import('./policies/policies.js')),
    title: 'Policies',
    section: 'access',
    help: help.policies,
  },
  {
    path: policies.create,
    Page: lazy(() => import('./policies/create-policy.js')),
    title: 'Create policy',
    description: 'Policies',
    words: ['permissions', 'JSON', 'new policy'],
  },
  { path: `${policies.list}/:arn/:tab?`, Page: lazy(() => import('./policies/policy.js')) },
  {
    path: providers.list,
    Page: lazy(() => import('./providers/providers.js')),
    title: 'Identity providers',
    section: 'access',
    help: help.providers,
  },
  {
    path: providers.create,
    Page: lazy(() => import('./providers/create-provider.js')),
    title: 'Add provider',
    description: 'Identity providers',
    words: ['federation', 'OpenID Connect', 'OIDC', 'SAML'],
  },
  { path: `${providers.list}/:providerArn`, Page: lazy(() => import('./providers/provider.js')) },
  {
    path: accountSettings.show,
    Page: lazy(() => import('./account-settings/account-settings.js')),
    title: 'Account settings',
    section: 'access',
    help: help.accountSettings,
    service: {
      title: 'STS',
      description: 'Security Token Service: find its settings in IAM’s account settings (its operations have no page)',
      words: ['temporary credentials', 'session token', 'AssumeRole', 'GetSessionToken', 'GetCallerIdentity'],
    },
  },
  {
    path: accountSettings.edit,
    Page: lazy(() => import('./account-settings/edit.js')),
    title: 'Edit password policy',
    description: 'Account settings',
    words: ['password length', 'expiration', 'password reuse'],
  },
  {
    path: addresses.accessAnalyzer,
    Page: lazy(() => import('./access-analyzer/access-analyzer.js')),
    title: 'Access Analyzer',
    section: 'reports',
    help: help.accessAnalyzer,
  },
  {
    path: addresses.credentialReport,
    Page: lazy(() => import('./reports/credential-report.js')),
    title: 'Credential report',
    section: 'reports',
    help: help.credentialReport,
  },
  {
    path: addresses.simulator,
    Page: lazy(() => import('./simulator/simulator.js')),
    title: 'Policy simulator',
    section: 'reports',
    help: help.simulator,
  },
  {
    path: addresses.eventHistory,
    Page: lazy(() => import('./event-history/event-history.js')),
    title: 'Event history (CloudTrail)',
    section: 'reports',
    help: help.eventHistory,
    service: {
      title: 'CloudTrail',
      description: 'Event history: who called what, when, and from where',
      words: ['audit', 'log', 'LookupEvents'],
    },
  },
  {
    path: ownCredentials.show,
    Page: lazy(() => import('./security-credentials/security-credentials.js')),
    title: 'My security credentials',
    section: 'own',
    help: help.ownCredentials,
    tasks: [
      {
        title: 'Rotate access keys',
        description: 'Your own keys are here. For another user’s keys, open Security credentials on that user’s page',
        words: ['deactivate', 'delete access key', 'update access key', 'leaked key', 'rotation'],
      },
      {
        title: 'Change password',
        description: 'My security credentials',
        words: ['update console password'],
      },
    ],
  },
  {
    path: ownCredentials.createAccessKey,
    Page: lazy(() => import('./security-credentials/create-access-key.js')),
    title: 'Create access key',
    description: 'My security credentials',
    words: ['secret access key', 'CLI', 'programmatic access'],
  },
  {
    path: ownCredentials.assignMfa,
    Page: lazy(() => import('./security-credentials/assign-mfa.js')),
    title: 'Assign MFA device',
    description: 'My security credentials',
    words: ['multi-factor', 'authenticator', 'passkey', 'two-factor', '2fa', 'enable MFA'],
  },
  { path: '/lessons/:lessonId/certificate', Page: lazy(() => import('../lab/certificate.js')) },
]
