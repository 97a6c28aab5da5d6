export const SIGN_IN = '/signin'
export const SIGN_UP = '/sign-up'

/** Where an account's IAM users sign in: by its alias if there is one, else by its id. */
export const signInTo = (accountIdOrAlias: string): string => `${SIGN_IN}?account=${accountIdOrAlias}`

/** Where a root user signs in; with an account of the course, its root user. */
export const signInAsRoot = (accountId?: string): string => `${SIGN_IN}#root${accountId === undefined ? '' : `-${accountId}`}`

/** Where a learner joins a class, or comes back to it. The page takes a code from behind `#`. */
export const JOIN = '/join'

/** Below it the pages of a class's staff, and the projector. */
export const CLASSROOM = '/classroom'

/** Where each page of the classroom stands, as its router knows it. */
export const classroomAddresses = {
  classes: '/',
  of: (classId: string, tab?: string) => within('/classes', classId, tab),
  learner: (classId: string, learnerId: string) => `${within('/classes', classId, 'learner')}/${encodeURIComponent(learnerId)}`,
  staff: '/staff',
  /** Somebody who was invited comes here, with their code behind `#`. */
  invitation: '/invitation',
  projector: '/projector',
} as const

/** The address of a page of the classroom, as another tab needs it. */
export const classroomAddress = (path: string): string => `${CLASSROOM}${path}`

/** The sign-in page, which comes back to where one was. */
export const signInAndReturn = (to: string): string => `${SIGN_IN}?return=${encodeURIComponent(to)}`

/** Below it the console's router has its pages. */
export const CONSOLE = '/console'

/** The address of a page of the console, as another tab needs it: `/iam/users` is `/console/iam/users`. */
export const consoleAddress = (path: string): string => `${CONSOLE}${path}`

const within = (list: string, name: string, tab?: string): string =>
  [list, encodeURIComponent(name), ...(tab === undefined ? [] : [tab])].join('/')

/** Where each page of the console stands, as its router knows it. `console/pages.ts` says what is there. */
export const addresses = {
  home: '/home',
  dashboard: '/iam/home',
  account: '/account',
  services: {
    all: '/services',
    /** The page of a service that isn't here yet, or never will be. */
    of: (service: string) => `/${service}/home`,
  },
  users: {
    list: '/iam/users',
    create: '/iam/users/create',
    of: (userName: string, tab?: string) => within('/iam/users', userName, tab),
    createAccessKey: (userName: string) => within('/iam/users', userName, 'access-key/create'),
    assignMfa: (userName: string) => within('/iam/users', userName, 'mfa/assign'),
    addPermissions: (userName: string) => within('/iam/users', userName, 'add-permissions'),
    addToGroups: (userName: string) => within('/iam/users', userName, 'add-to-groups'),
    setBoundary: (userName: string) => within('/iam/users', userName, 'set-boundary'),
  },
  groups: {
    list: '/iam/groups',
    create: '/iam/groups/create',
    of: (groupName: string, tab?: string) => within('/iam/groups', groupName, tab),
    addUsers: (groupName: string) => within('/iam/groups', groupName, 'add-users'),
    attachPolicies: (groupName: string) => within('/iam/groups', groupName, 'attach-policies'),
  },
  roles: {
    list: '/iam/roles',
    create: '/iam/roles/create',
    of: (roleName: string, tab?: string) => within('/iam/roles', roleName, tab),
    attachPolicies: (roleName: string) => within('/iam/roles', roleName, 'attach-policies'),
    setBoundary: (roleName: string) => within('/iam/roles', roleName, 'set-boundary'),
    switch: '/switch-role',
    /** Where somebody else finds the form filled in. */
    switchTo: (account: string, roleName: string) => `/switch-role?account=${account}&roleName=${encodeURIComponent(roleName)}`,
  },
  policies: {
    list: '/iam/policies',
    create: '/iam/policies/create',
    of: (arn: string, tab?: string) => within('/iam/policies', arn, tab),
  },
  providers: {
    list: '/iam/identity-providers',
    create: '/iam/identity-providers/create',
    of: (arn: string) => within('/iam/identity-providers', arn),
  },
  accountSettings: { show: '/iam/account-settings', edit: '/iam/account-settings/edit' },
  accessAnalyzer: '/iam/access-analyzer',
  credentialReport: '/iam/credential-report',
  simulator: '/iam/simulator',
  cloudTrail: {
    dashboard: '/cloudtrail/dashboard',
    events: '/cloudtrail/events',
    event: (eventId: string) => within('/cloudtrail/events', eventId),
    trails: '/cloudtrail/trails',
  },
  ec2: {
    dashboard: '/ec2/home',
    instances: {
      list: '/ec2/instances',
      launch: '/ec2/instances/launch',
      of: (instanceId: string, tab?: string) => within('/ec2/instances', instanceId, tab),
      connect: (instanceId: string) => within('/ec2/instances', instanceId, 'connect'),
      modifyIamRole: (instanceId: string) => within('/ec2/instances', instanceId, 'modify-iam-role'),
      systemLog: (instanceId: string) => within('/ec2/instances', instanceId, 'system-log'),
    },
    securityGroups: {
      list: '/ec2/security-groups',
      create: '/ec2/security-groups/create',
      of: (groupId: string) => within('/ec2/security-groups', groupId),
    },
    keyPairs: { list: '/ec2/key-pairs', create: '/ec2/key-pairs/create', import: '/ec2/key-pairs/import' },
  },
  ownCredentials: {
    show: '/iam/security-credentials',
    createAccessKey: '/iam/security-credentials/access-key/create',
    assignMfa: '/iam/security-credentials/mfa/assign',
  },
  cheatSheet: '/lessons/cheat-sheet',
  terms: '/lessons/terms',
  /** The page of terms, at one of them. */
  term: (id: string) => `/lessons/terms#term-${id}`,
  /** What the staff of a class sees of a learner. */
  seen: '/class/seen',
  certificate: (lessonId: string) => within('/lessons', lessonId, 'certificate'),
} as const

/** AWS's own *Console Home*, the first page after sign-in. */
export const CONSOLE_HOME = consoleAddress(addresses.home)
