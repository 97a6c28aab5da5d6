/** What the info panel says of a page, in three short parts. */
export interface Help {
  title: string
  what: string
  why: string
  attack: string
}

const HELP: readonly [RegExp, Help][] = [
  [
    /^\/iam\/home|^\/$/,
    {
      title: 'Dashboard',
      what: 'The state of the account at a glance: what a security engineer would mend first, and how much there is of everything.',
      why: 'Most break-ins use what was left open from the first day: a root user without MFA, a forgotten key.',
      attack:
        'Whoever gets in looks here as well: an account without MFA on root tells them that one stolen password is enough.',
    },
  ],
  [
    /^\/iam\/users/,
    {
      title: 'Users',
      what: 'An IAM user is a person or program with credentials of its own that last: a console password, access keys.',
      why: 'One identity for each person makes it possible to see who did what, and to take away exactly one when somebody leaves.',
      attack:
        'Attackers make users too: a new one with a plain name and AdministratorAccess survives the change of every password.',
    },
  ],
  [
    /^\/iam\/groups/,
    {
      title: 'User groups',
      what: 'A group carries policies for all its members. It is no identity: nothing can sign in as a group.',
      why: 'Permissions that hang on a job rather than on a person are reviewed in one place and change with a membership.',
      attack: 'Whoever may call iam:AddUserToGroup on an administrators’ group may become an administrator.',
    },
  ],
  [
    /^\/iam\/roles|^\/switch-role/,
    {
      title: 'Roles',
      what: 'A role has permissions and a trust policy that says who may take them on. Its credentials end by themselves.',
      why: 'What ends by itself does not have to be rotated, and what is not stored can’t be found in a repository.',
      attack:
        'A trust policy that names * or too wide an account is an open door; sts:AssumeRole on * walks through all of them.',
    },
  ],
  [
    /^\/iam\/policies/,
    {
      title: 'Policies',
      what: 'A policy is JSON with statements: an effect, actions, resources, conditions. What none allows is denied; an explicit Deny wins.',
      why: 'Least privilege: what a credential can’t do, its thief can’t do either.',
      attack:
        'iam:CreatePolicyVersion, PutUserPolicy or AttachUserPolicy on one’s own policies is enough to become an administrator.',
    },
  ],
  [
    /^\/iam\/identity-providers/,
    {
      title: 'Identity providers',
      what: 'A provider elsewhere vouches for people or programs with signed tokens; a role here trusts it.',
      why: 'No second password and no key to store: a build job gets credentials for minutes.',
      attack: 'A trust policy that checks the audience but not the subject lets every project of the same provider in.',
    },
  ],
  [
    /^\/iam\/account-settings/,
    {
      title: 'Account settings',
      what: 'The password policy for IAM users. It does not apply to root or to access keys.',
      why: 'Length decides how long guessing takes; rules of composition matter less than they seem.',
      attack: 'Lists of leaked passwords are tried first. A short password that follows every rule is in them.',
    },
  ],
  [
    /^\/iam\/security-credentials/,
    {
      title: 'My security credentials',
      what: 'Your own password, MFA devices and access keys.',
      why: 'MFA makes a stolen password useless; a key that does not exist can’t leak.',
      attack: 'Keys are looked for in public repositories within minutes of a push. Passwords are phished.',
    },
  ],
  [
    /^\/iam\/access-analyzer/,
    {
      title: 'Access Analyzer',
      what: 'A service beside IAM that reasons over policies: who from outside gets in, what nobody uses.',
      why: 'A single policy is easy to read; what all of them together allow is not.',
      attack: 'A role that trusts a stranger’s account, or everybody, is a door that stays open after every key was rotated.',
    },
  ],
  [
    /^\/iam\/credential-report/,
    {
      title: 'Credential report',
      what: 'A list of every user’s credentials and their age, for reviews and auditors.',
      why: 'What nobody has used for months is a risk without a benefit.',
      attack: 'The report names every user without MFA: iam:GetCredentialReport is a map for an intruder.',
    },
  ],
  [
    /^\/iam\/simulator/,
    {
      title: 'Policy simulator',
      what: 'Asks the engine what it would decide, without doing anything.',
      why: 'A policy is a program: test it before it runs.',
      attack: 'Intruders simulate as well: it tells them what their stolen key may do without a single refused call.',
    },
  ],
  [
    /^\/cloudtrail/,
    {
      title: 'Event history',
      what: 'Who called what, when, from where and with which result.',
      why: 'Without a record there is no way to tell what a leaked key was used for.',
      attack: 'The first calls with a stolen key are often GetCallerIdentity, ListUsers and refused attempts: look for them.',
    },
  ],
]

export const helpFor = (path: string): Help | undefined => HELP.find(([pattern]) => pattern.test(path))?.[1]
