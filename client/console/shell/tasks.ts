import { addresses } from '../../shared/addresses.js'

/** Somewhere to go by what one wants to do: `words` are found as well as the title. */
export interface Destination {
  path: string
  title: string
  description: string
  words: readonly string[]
}

export const SERVICES: readonly Destination[] = [
  {
    path: addresses.home,
    title: 'IAM',
    description: 'Identity and Access Management: users, groups, roles, policies, and their credentials',
    words: ['security', 'identity', 'permissions'],
  },
  {
    path: addresses.accountSettings.show,
    title: 'STS',
    description: 'Security Token Service: find its settings in IAM’s account settings (its operations have no page)',
    words: ['temporary credentials', 'session token', 'AssumeRole', 'GetSessionToken', 'GetCallerIdentity'],
  },
  {
    path: addresses.eventHistory,
    title: 'CloudTrail',
    description: 'Event history: who called what, when, and from where',
    words: ['audit', 'log', 'LookupEvents'],
  },
]

export const TASKS: readonly Destination[] = [
  { path: addresses.users.create, title: 'Create user', description: 'Users', words: ['add user', 'new user', 'invite'] },
  { path: addresses.groups.create, title: 'Create group', description: 'User groups', words: ['add group', 'new group'] },
  { path: addresses.roles.create, title: 'Create role', description: 'Roles', words: ['add role', 'trust policy', 'new role'] },
  {
    path: addresses.policies.create,
    title: 'Create policy',
    description: 'Policies',
    words: ['permissions', 'JSON', 'new policy'],
  },
  {
    path: addresses.providers.create,
    title: 'Add provider',
    description: 'Identity providers',
    words: ['federation', 'OpenID Connect', 'OIDC', 'SAML'],
  },
  {
    path: addresses.ownCredentials.createAccessKey,
    title: 'Create access key',
    description: 'My security credentials',
    words: ['secret access key', 'CLI', 'programmatic access'],
  },
  {
    path: addresses.ownCredentials.show,
    title: 'Rotate access keys',
    description: 'Find your own here. For another user, open that user’s page, under Security credentials',
    words: ['deactivate', 'delete access key', 'update access key', 'leaked key', 'rotation'],
  },
  {
    path: addresses.ownCredentials.assignMfa,
    title: 'Assign MFA device',
    description: 'My security credentials',
    words: ['multi-factor', 'authenticator', 'passkey', 'two-factor', '2fa', 'enable MFA'],
  },
  {
    path: addresses.ownCredentials.show,
    title: 'Change password',
    description: 'My security credentials',
    words: ['update console password'],
  },
  {
    path: addresses.accountSettings.edit,
    title: 'Edit password policy',
    description: 'Account settings',
    words: ['password length', 'expiration', 'password reuse'],
  },
  { path: addresses.roles.switch, title: 'Switch role', description: 'Roles', words: ['assume role'] },
]
