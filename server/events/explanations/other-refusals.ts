import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'

type Told = Omit<Reasoning, 'authorization' | 'signature'>
type Tell = (record: Pick<NumberedRecord, 'errorMessage' | 'facts' | 'params' | 'name' | 'service'>) => Told

const ONCE = 'A code is good for one use; the device shows the next one after 30 seconds at most.'

/** Steps of 30 seconds, as times of day in UTC. */
function stepSentences(facts: NumberedRecord['facts']): string[] {
  const time = (step: unknown): string => (typeof step === 'number' ? new Date(step * 30_000).toISOString().slice(11, 19) : '?')
  if (!facts) return []
  return [
    `The server’s time step begins at ${time(facts.serverStep)} UTC.`,
    ...(facts.codeStep === undefined ? [] : [`The code belongs to the step of ${time(facts.codeStep)} UTC.`]),
    ...(facts.lastStep === undefined ? [] : [`The last accepted code was that of ${time(facts.lastStep)} UTC.`]),
    ...(facts.drift === undefined || facts.drift === 0
      ? []
      : [
          `The device is known to be ${Math.abs(Number(facts.drift)) * 30} seconds ${Number(facts.drift) > 0 ? 'ahead' : 'behind'}.`,
        ]),
  ]
}

const mfa =
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ facts }) => ({ kind: 'mfa', summary, rule, state: stepSentences(facts), wayOut })

const password =
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ errorMessage }) => ({ kind: 'password', summary, rule, state: errorMessage ? [errorMessage] : [], wayOut })

const other =
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ errorMessage }) => ({ kind: 'other', summary, rule, state: errorMessage ? [errorMessage] : [], wayOut })

/** By the private reason of a refusal. */
const BY_REASON: Readonly<Record<string, Tell>> = {
  'mfa-code-reused': mfa('The MFA code was used before.', ONCE, 'Wait for the next code.'),
  'clock-drift': mfa(
    'The MFA code is right for another time: the device’s clock is off.',
    'Codes are accepted one step of 30 seconds early or late; what a device is off is learned from its successes.',
    'Resynchronise the device with two consecutive codes (aws iam resync-mfa-device).',
    'Set the phone’s clock to automatic.',
  ),
  'code-wrong': mfa(
    'The MFA code is not one of this device.',
    'A code is computed from the device’s seed and the time.',
    'Look at the right entry of the authenticator app: the account’s name and the device’s are beside the code.',
    'If the entry is of a deleted device, remove it and enrol again.',
  ),
  'codes-identical': mfa(
    'The same code was given twice.',
    'Enrolling takes two codes in a row, so that the server sees the device’s clock.',
    'Wait up to 30 seconds and give the next code second.',
  ),
  'codes-not-consecutive': mfa(
    'The two codes do not follow each other.',
    'The first code must be the one right before the second.',
    'Give one code, wait for the next, and give that: in this order, without leaving one out.',
  ),
  'foreign-device': mfa(
    'The serial number is not that of a device of this user.',
    'A code is checked with a device that is assigned to the caller.',
    'List your devices: aws iam list-mfa-devices',
  ),
  'half-mfa': mfa('Only one of serial number and code was given.', 'Both are needed, or neither.', 'Add what is missing.'),
  'mfa-session-needed': mfa(
    'Changing one’s own MFA devices takes a session with MFA.',
    'Once a user has a device, they change their devices only from a session that showed MFA, whatever the policies say. An administrator acting on another user is not stopped.',
    'Sign out and in again with a code; in the CLI, aws sts get-session-token with --serial-number and --token-code.',
  ),
  'too-many-guesses': ({ facts }) => ({
    kind: 'other',
    summary: 'Too many passwords or codes came from this address: this one was not looked at.',
    rule: 'An address has ten wrong passwords or codes for a user. Then one is looked at every two seconds, in the order in which they came, and up to twenty wait in line. A browser in which the user signed in before has a line of its own. Nobody is locked out.',
    state: facts?.seconds === undefined ? [] : [`The line was full. There was a place again after ${facts.seconds} s.`],
    wayOut: [
      'Wait as long as you are told, then try again with the right one.',
      'If it was not you, somebody at this address is guessing. Sign in from a browser that you used before.',
    ],
  }),
  'gave-up-waiting': () => ({
    kind: 'other',
    summary: 'The client hung up while it waited in line: what it gave was not looked at.',
    rule: 'After ten wrong passwords or codes for a user from one address, one is looked at every two seconds. A client that hangs up leaves the line.',
    state: [],
    wayOut: [
      'Try again and wait for the answer, up to 40 seconds.',
      'If it was not you, somebody at this address is guessing.',
    ],
  }),
  'many-failures': ({ facts }) => ({
    kind: 'other',
    summary: 'Many sign-ins from one address failed within a minute.',
    rule: 'The first thirty of a minute have an event each, those after them one together.',
    state: facts?.failures === undefined ? [] : [`This event stands for ${facts.failures} failures.`],
    wayOut: ['Look at the events before it: they tell whom the guesses were for.'],
  }),
  'wrong-password': password(
    'The password is wrong.',
    'Nobody is locked out; a guesser is slowed down.',
    'Try again, or have an administrator set a new one.',
  ),
  'access-key-as-password': password(
    'An access key id was given in the place of the password.',
    'Access keys sign the calls of programs; the console takes a password.',
    'Give the user’s password, or take the key to the CLI: aws configure',
  ),
  'no-console-access': password(
    'The user has no console password.',
    'Console sign-in needs a login profile.',
    'An administrator makes one: aws iam create-login-profile',
  ),
  'unknown-user': password(
    'The account has no user of this name.',
    'The page answers an unknown user and a wrong password alike, so that names can’t be tried out.',
    'Check the account id or alias, and the name.',
  ),
  'password-expired': password(
    'The password has expired and the policy wants an administrator to reset it.',
    'MaxPasswordAge with HardExpiry.',
    'An administrator sets a new one: aws iam update-login-profile',
  ),
  'old-password-wrong': password(
    'The old password is wrong.',
    'Whoever changes a password shows the old one.',
    'Try again, or have an administrator reset it.',
  ),
  'password-policy': password(
    'The new password breaks the account’s password policy.',
    'The custom policy, or the default one: 8 characters, and three of upper case, lower case, digits and symbols.',
    'Choose a longer one; a passphrase of four words passes most policies and resists guessing.',
  ),
  'password-reused': password(
    'The new password was used before.',
    'PasswordReusePrevention remembers up to 24 passwords.',
    'Choose one that is new.',
  ),
  'no-login-profile': password(
    'The user has no password to change.',
    'A login profile is a user’s console password.',
    'Create one: aws iam create-login-profile',
  ),
  'not-a-user': password(
    'Only an IAM user changes their own password here.',
    'Root’s password is changed on its security credentials page; role sessions have none.',
    'Sign with the user’s own credentials.',
  ),
  'session-credentials': other(
    'Temporary credentials can’t ask for more of their kind.',
    'GetSessionToken and GetFederationToken take long-term keys only.',
    'Call with the user’s own key.',
  ),
  root: other(
    'Root may not assume a role.',
    'AssumeRole is for users and roles.',
    'Sign with a user’s key, or assume the role from another role.',
  ),
  'unknown-role': other(
    'The role does not exist, and STS does not say so.',
    'AssumeRole answers an unknown role, missing trust and a missing permission in the same words.',
    'Check the role’s ARN, path included: aws iam list-roles',
  ),
  'unknown-key': other(
    'The key is not one of this account.',
    'GetAccessKeyLastUsed answers keys of others and unknown ones alike.',
    'Check the key id.',
  ),
  'duration-role': other(
    'The session is asked for longer than the role allows.',
    'A role’s MaxSessionDuration is one hour unless it is raised, up to twelve.',
    'Ask for less, or raise it: aws iam update-role --max-session-duration',
  ),
  'duration-chain': other(
    'A chained session lasts an hour at most.',
    'A role assumed from a role’s session is limited to one hour, whatever its maximum.',
    'Ask for an hour, or assume the role directly.',
  ),
  'aws-managed-policy': other(
    'The policy is AWS’s own.',
    'AWS managed policies can be attached and read, and are changed by AWS alone.',
    'Make a policy of your own from its document: aws iam get-policy-version, then create-policy.',
  ),
  'reserved-tag': other(
    'The tag’s key begins with aws:.',
    'Such keys are for AWS to set, whatever their case.',
    'Choose another key.',
  ),
  'reserved-path': other(
    'The path is reserved for service-linked roles.',
    'A service-linked role is made for its service and changed by nobody else.',
    'Choose another path, or make the service’s own: aws iam create-service-linked-role',
  ),
  'standalone-account': other(
    'The account is in no organisation.',
    'This operation is for an organisation’s management account.',
    'Nothing: this simulator has single accounts only.',
  ),
}

/** By AWS's code, where the reason says no more. */
const BY_CODE: Readonly<Record<string, Tell>> = {
  LimitExceeded: ({ errorMessage = '', facts }) => ({
    kind: 'quota',
    summary: 'A quota of IAM is used up.',
    rule: facts?.quota ? `${facts.quota} is ${facts.limit}.` : 'Quotas bound the size and number of IAM’s resources.',
    state: [errorMessage],
    wayOut: [
      'Delete what is no longer used; two access keys are meant for rotation, not for two programs.',
      'See quotas and counts: aws iam get-account-summary',
    ],
  }),
  DeleteConflict: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'Something still hangs on what is to be deleted.',
    rule: 'IAM deletes only what is empty; it names the first thing in the way, and after that the next.',
    state: [errorMessage],
    wayOut: [conflictWay(errorMessage)],
  }),
  EntityAlreadyExists: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'The name is taken.',
    rule: 'Names are unique in the account, ignoring case.',
    state: [errorMessage],
    wayOut: ['Take another name, or use what is there.'],
  }),
  UnmodifiableEntity: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'Only AWS may change this.',
    rule: 'A service-linked role belongs to its service.',
    state: [errorMessage],
    wayOut: ['Use delete-service-linked-role, or the service’s own settings.'],
  }),
  NoSuchEntity: ({ errorMessage = '' }) => ({
    kind: 'input',
    summary: 'What the request names is not there.',
    rule: 'Names ignore case; ARNs do not, and contain the path.',
    state: [errorMessage],
    wayOut: ['List what there is, and compare.'],
  }),
  MalformedPolicyDocument: ({ errorMessage = '' }) => ({
    kind: 'input',
    summary: 'The policy breaks the policy language’s grammar.',
    rule: 'IAM checks a policy when it is stored, and names the first thing that is wrong.',
    state: [errorMessage],
    wayOut: ['Correct it; a file is passed as file://policy.json, not by its bare name.'],
  }),
  ValidationError: ({ errorMessage = '' }) => ({
    kind: 'input',
    summary: 'A parameter breaks its constraint.',
    rule: 'Lengths, patterns and allowed values of each parameter are in the API reference.',
    state: [errorMessage],
    wayOut: ['Correct the parameter that is named.'],
  }),
}

function conflictWay(message: string): string {
  const ways: [RegExp, string][] = [
    [/remove users from group/, 'aws iam list-groups-for-user (or get-group), then remove-user-from-group'],
    [/login profile/, 'aws iam delete-login-profile'],
    [
      /detach all policies|attached to entities/,
      'aws iam list-attached-user-policies (or -role-, -group-; list-entities-for-policy), then detach',
    ],
    [/delete policies/, 'aws iam list-user-policies (or -role-, -group-), then delete them'],
    [/access keys/, 'aws iam list-access-keys, then delete-access-key'],
    [/MFA/, 'aws iam deactivate-mfa-device, then delete-virtual-mfa-device'],
    [/signing certificates/, 'aws iam list-signing-certificates, then delete-signing-certificate'],
    [/instance profile/, 'aws iam list-instance-profiles-for-role, then remove-role-from-instance-profile'],
    [/versions?/, 'aws iam list-policy-versions, then delete-policy-version'],
    [/referenced objects/, 'aws iam list-ssh-public-keys and list-service-specific-credentials, then delete them'],
  ]
  return ways.find(([pattern]) => pattern.test(message))?.[1] ?? 'Remove what is named, then try again.'
}

/** The rule, the state and the way out of a refusal that is not about permissions. Undefined: nothing is known of it. */
export function explainOther(record: NumberedRecord): Reasoning | undefined {
  const { reason = '', errorCode = '' } = record
  const tell = pick(BY_REASON, reason) ?? pick(BY_CODE, errorCode)
  return tell?.(record)
}

const pick = (table: Readonly<Record<string, Tell>>, key: string): Tell | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
