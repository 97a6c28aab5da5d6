import type { AuthenticationReason, PermissionReason, Reason, ToldByCode } from '../../account/reasons.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { explainEc2 } from './ec2.js'
import type { Reasoning } from './explanation.js'
import { METADATA_REFUSALS } from './metadata.js'
import { SSH_REFUSALS } from './ssh.js'
import { explainValidation } from './validation.js'

type Told = Omit<Reasoning, 'authorization' | 'signature'>
type Tell = (record: Pick<NumberedRecord, 'errorMessage' | 'facts' | 'params' | 'name' | 'service'>) => Told

const ONCE = 'Each code works only once. The device shows the next one within 30 seconds.'

/** Steps of 30 seconds, as times of day in UTC. */
function stepSentences(facts: NumberedRecord['facts']): string[] {
  const time = (step: unknown): string => (typeof step === 'number' ? new Date(step * 30_000).toISOString().slice(11, 19) : '?')
  if (!facts) return []
  return [
    `The server’s current time step begins at ${time(facts.serverStep)} UTC.`,
    ...(facts.codeStep === undefined ? [] : [`The code belongs to the time step at ${time(facts.codeStep)} UTC.`]),
    ...(facts.lastStep === undefined ? [] : [`The last accepted code was the one for ${time(facts.lastStep)} UTC.`]),
    ...(facts.drift === undefined || facts.drift === 0
      ? []
      : [
          `The server knows that the device is ${Math.abs(Number(facts.drift)) * 30} seconds ${Number(facts.drift) > 0 ? 'ahead' : 'behind'}.`,
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

/** By the private reason of a failed call. */
const BY_REASON = {
  ...SSH_REFUSALS,
  ...METADATA_REFUSALS,
  'mfa-code-reused': mfa('The MFA code was already used.', ONCE, 'Wait for the next code.'),
  'clock-drift': mfa(
    'The MFA code is right for a different time: the device’s clock is off.',
    'The server accepts codes that are up to 30 seconds early or late. It learns how far a device’s clock is off from accepted codes.',
    'Resync the device with two consecutive codes (aws iam resync-mfa-device).',
    'Set the phone’s clock to automatic.',
  ),
  'code-wrong': mfa(
    'The MFA code doesn’t come from this device.',
    'A code is computed from the device’s seed and the time.',
    'Check that you use the right entry in the authenticator app. It shows the names of the account and the device.',
    'If the entry belongs to a deleted device, remove it and assign a new device.',
  ),
  'codes-identical': mfa(
    'You gave the same code twice.',
    'A new device needs two codes in a row, so that the server can check its clock.',
    'Wait up to 30 seconds, and give the next code as the second one.',
  ),
  'codes-not-consecutive': mfa(
    'The two codes don’t follow each other.',
    'The second code must be the one right after the first.',
    'Give one code, wait for the next, and give that one. Don’t change the order or skip a code.',
  ),
  'foreign-device': mfa(
    'The serial number doesn’t belong to any of this user’s devices.',
    'The server checks a code with a device that’s assigned to the caller.',
    'List your devices: aws iam list-mfa-devices',
  ),
  'half-mfa': mfa('You gave only one of serial number and code.', 'You need both, or neither.', 'Add the missing one.'),
  'mfa-session-needed': mfa(
    'You can change your own MFA devices only from a session with MFA.',
    'Users who have a device can change their devices only from a session with MFA, whatever the policies say. This doesn’t affect administrators who change the devices of other users.',
    'Sign out, and sign in again with a code. In the CLI, run aws sts get-session-token with --serial-number and --token-code.',
  ),
  'too-many-guesses': ({ facts }) => ({
    kind: 'other',
    summary: 'Too many passwords or codes came from this address, so the server didn’t check this one.',
    rule: 'An address can give ten wrong passwords or codes for a user. After that, the server checks one every two seconds, in order, and up to 20 wait in line. A browser in which the user signed in before has its own line. Nobody is locked out.',
    state: facts?.seconds === undefined ? [] : [`The line was full. There was a place again after ${facts.seconds} s.`],
    wayOut: [
      'Wait as long as the message says, then try again with the right password or code.',
      'If it wasn’t you, somebody at this address is guessing. Sign in from a browser that you used before.',
    ],
  }),
  'gave-up-waiting': () => ({
    kind: 'other',
    summary: 'The client hung up while it waited in line, so the server didn’t check its password or code.',
    rule: 'After ten wrong passwords or codes for a user from one address, the server checks one every two seconds. A client that hangs up leaves the line.',
    state: [],
    wayOut: ['Try again and wait for the answer, up to 40 seconds.', 'If it wasn’t you, somebody at this address is guessing.'],
  }),
  'many-failures': ({ facts }) => ({
    kind: 'other',
    summary: 'Many sign-ins from one address failed within one minute.',
    rule: 'Each minute, the first 30 failures have their own event. All further ones share one event.',
    state: facts?.failures === undefined ? [] : [`This event stands for ${facts.failures} failures.`],
    wayOut: ['Look at the events before this one: they show which users the guesses were for.'],
  }),
  'wrong-password': password(
    'The password is wrong.',
    'Nobody is locked out, but guessing is slowed down.',
    'Try again, or ask an administrator to set a new one.',
  ),
  'access-key-as-password': password(
    'You gave an access key ID instead of the password.',
    'Access keys sign the calls of programs. The console needs a password.',
    'Give the user’s password, or use the key in the CLI: aws configure',
  ),
  'no-console-access': password(
    'The user has no console password.',
    'Console sign-in needs a login profile.',
    'Ask an administrator to create one: aws iam create-login-profile',
  ),
  'unknown-user': password(
    'The account has no user with this name.',
    'The page gives the same answer for an unknown user and a wrong password, so that nobody can test names.',
    'Check the account ID or alias, and the user name.',
  ),
  'password-expired': password(
    'The password has expired, and the policy requires an administrator to reset it.',
    'The password policy sets MaxPasswordAge and HardExpiry.',
    'Ask an administrator to set a new one: aws iam update-login-profile',
  ),
  'old-password-wrong': password(
    'The old password is wrong.',
    'To change a password, you must give the old one.',
    'Try again, or ask an administrator to reset it.',
  ),
  'password-policy': password(
    'The new password doesn’t meet the account’s password policy.',
    'The account’s custom policy applies. Without one, a password needs 8 characters, and three of uppercase letters, lowercase letters, numbers, and symbols.',
    'Choose a longer password. Four words, with a number and symbols between them, meet most policies and are hard to guess.',
  ),
  'password-reused': password(
    'The new password was already used.',
    'PasswordReusePrevention remembers up to 24 passwords.',
    'Choose a password that you haven’t used.',
  ),
  'no-login-profile': password(
    'The user has no password to change.',
    'A login profile is a user’s console password.',
    'Create one: aws iam create-login-profile',
  ),
  'not-a-user': password(
    'Only an IAM user can change their own password with this call.',
    'Root changes its password on its Security credentials page. Role sessions have no password.',
    'Sign the call with the user’s own credentials.',
  ),
  'session-credentials': other(
    'Temporary credentials can’t ask for more temporary credentials.',
    'GetSessionToken and GetFederationToken accept only long-term keys.',
    'Call with the user’s own key.',
  ),
  root: other(
    'Root can’t assume a role.',
    'AssumeRole is for users and roles.',
    'Sign the call with a user’s key, or assume the role from another role.',
  ),
  'unknown-role': other(
    'The role doesn’t exist, but STS doesn’t say so.',
    'AssumeRole gives the same answer for an unknown role, missing trust, and a missing permission.',
    'Check the role’s ARN, including its path: aws iam list-roles',
  ),
  'key-not-here': other(
    'The key doesn’t belong to this account.',
    'GetAccessKeyLastUsed gives the same answer for an unknown key and a key in another account.',
    'Check the key ID.',
  ),
  'duration-role': other(
    'The requested session is longer than the role allows.',
    'A role’s MaxSessionDuration is one hour by default. You can raise it to 12 hours.',
    'Ask for a shorter session, or raise the maximum: aws iam update-role --max-session-duration',
  ),
  'duration-chain': other(
    'A chained session lasts at most one hour.',
    'If you assume a role from another role’s session, the new session is limited to one hour, whatever the role’s maximum.',
    'Ask for one hour, or assume the role directly.',
  ),
  'aws-managed-policy': other(
    'AWS manages this policy.',
    'You can attach and read AWS managed policies, but only AWS can change them.',
    'Create your own policy from its document: aws iam get-policy-version, then create-policy.',
  ),
  'reserved-tag': other(
    'The tag key begins with aws:.',
    'Only AWS can set such keys, in uppercase or lowercase.',
    'Choose another key.',
  ),
  'reserved-path': other(
    'The path is reserved for service-linked roles.',
    'A service-linked role belongs to its service, and nobody else can change it.',
    'Choose another path, or create the role for the service: aws iam create-service-linked-role',
  ),
  'standalone-account': other(
    'The account isn’t in an organization.',
    'This operation is for the management account of an organization.',
    'You can’t do anything about it: this simulator only has accounts without an organization.',
  ),
  'passkey-unknown': mfa(
    'The passkey isn’t one of this user’s.',
    'The server checks a signature with the passkeys that are registered for the user.',
    'Choose the passkey that you registered for this user, or use a code.',
    'List the user’s devices: aws iam list-mfa-devices',
  ),
  'passkey-wrong': mfa(
    'The passkey’s signature doesn’t fit this sign-in.',
    'A passkey signs the challenge of one sign-in, and the address of the page that asks.',
    'Start the sign-in again, at the address at which you registered the passkey.',
  ),
  'passkey-counter': mfa(
    'The passkey’s counter went back.',
    'Many authenticators count their signatures. A count that isn’t higher than the last one means that there may be a copy of the authenticator.',
    'Remove the passkey and register a new one, unless you restored the authenticator from a backup yourself.',
  ),
  'hashing-queue': password(
    'The server was busy with other passwords and didn’t check this one.',
    'Checking a password is slow on purpose. A password waits for at most 60 seconds until it’s checked.',
    'Try again in a minute.',
  ),
  'key-queue': other(
    'Too many key pairs of this account are waiting to be made.',
    'It takes a while to make an RSA key. An account can have 20 key pairs waiting, and the accounts take turns.',
    'Send fewer requests at a time, or try again in a few seconds, as the AWS CLI and the SDKs do on their own.',
  ),
  'unknown-account': other(
    'The account in the role’s ARN doesn’t exist on this server.',
    'The ARN of a role contains the 12-digit ID of its account.',
    'Check the account ID in RoleArn: iam-dojo account list',
  ),
  'role-arn': other(
    'RoleArn isn’t the ARN of a role.',
    'A role’s ARN is arn:aws:iam::ACCOUNT-ID:role/PATH/NAME.',
    'Copy the ARN: aws iam get-role --query Role.Arn',
  ),
  'source-identity': other(
    'The session already has a different source identity.',
    'A source identity applies to the whole chain of roles. Nobody can change it later.',
    'Leave out --source-identity, or pass the one that the session has.',
  ),
  'no-account': other(
    'The access key ID contains no account ID.',
    'Newer key IDs (AKIA… and ASIA…) encode the account that they belong to.',
    'Check the key ID.',
  ),
  'no-jwt': other(
    'The web identity token can’t be read as a JSON Web Token (JWT).',
    'The token is a signed JWT with an issuer (iss) that is a URL. An OAuth access token often isn’t one.',
    'Pass the ID token of the provider, whole and without line breaks.',
  ),
  'unknown-provider': other(
    'The account has no OpenID Connect provider for the token’s issuer.',
    'An account trusts only the providers that it has created, by their URL.',
    'Compare the token’s iss claim with the account’s providers: aws iam list-open-id-connect-providers',
  ),
  'no-keys': other(
    'The server couldn’t get the provider’s keys.',
    'STS verifies a token with the keys that the provider publishes at /.well-known/openid-configuration. This simulator asks only providers on this machine (loopback).',
    'Check that the provider runs, and that its configuration names a jwks_uri.',
  ),
  'token-expired': other(
    'The web identity token has expired.',
    'A token is valid until its exp claim, by the real clock.',
    'Get a new token from the provider.',
  ),
  'token-invalid': ({ facts }) => ({
    kind: 'other',
    summary: 'The web identity token’s signature or claims aren’t valid.',
    rule: 'The provider’s current keys must verify the signature, and the issuer and the times must be right.',
    state: facts?.check === undefined ? [] : [`The check that failed: ${facts.check}.`],
    wayOut: ['Get a new token from the provider, and pass it unchanged.'],
  }),
  audience: other(
    'The token is for a different audience.',
    'The token’s aud claim must be one of the client IDs (audiences) of the OpenID Connect provider in the account.',
    'Add the client ID: aws iam add-client-id-to-open-id-connect-provider',
    'Or ask the provider for a token with the right audience.',
  ),
  subject: other(
    'The token doesn’t say who it’s for.',
    'STS needs a sub claim, which names the identity at the provider.',
    'Pass the provider’s ID token.',
  ),
  algorithm: other(
    'This simulator signs such tokens only with ES384.',
    'AWS offers RS256 and ES384.',
    'Call again with --signing-algorithm ES384.',
  ),
  'saml-not-simulated': other(
    'This simulator doesn’t verify SAML assertions.',
    'AWS verifies an assertion with the certificate in the provider’s metadata.',
    'Practice federation with AssumeRoleWithWebIdentity.',
  ),
  'no-partner': other(
    'This operation is part of a program for AWS Partners.',
    'Such requests need a template or a token that only a partner has.',
    'You can’t do anything about it: this simulator has no partners.',
  ),
  'unknown-service': other(
    'The service in the request isn’t known here.',
    'A service is named by its principal (such as ec2.amazonaws.com) or by its namespace (such as s3), depending on the operation.',
    'Compare the name with the operation’s help, which the aws command has offline too.',
  ),
  'name-taken': other(
    'The account already has a role with this name.',
    'The name of a service-linked role follows from its service and the suffix.',
    'Use the existing role, or choose another suffix: --custom-suffix',
  ),
  'not-service-linked': other(
    'The role isn’t a service-linked role.',
    'DeleteServiceLinkedRole deletes only roles that a service owns.',
    'Delete the role with aws iam delete-role.',
  ),
  metadata: other(
    'The document isn’t SAML metadata of an identity provider.',
    'It needs an EntityDescriptor with an IDPSSODescriptor.',
    'Download the metadata from the identity provider again, and pass it unchanged.',
  ),
  'private-key': other(
    'The private key can’t be read.',
    'A key that decrypts assertions is in PEM format (PKCS #1 or PKCS #8) and has no passphrase.',
    'Check the file. If you pass a file, write file://key.pem.',
  ),
  'age-not-supported': other(
    'Credentials of this service don’t expire.',
    'Only API keys have an age. Passwords for a service don’t.',
    'Leave out --credential-age-days.',
  ),
  action: other(
    'One of the actions isn’t written as service:Action.',
    'The simulator needs the prefix of the service, such as iam:ListUsers.',
    'Correct the action that the message names.',
  ),
  'entity-arn': other(
    'The ARN names no user, group, or role.',
    'The simulator takes the policies of an IAM entity. A role session, the root user, and a policy are none.',
    'Pass the ARN of the user, group, or role itself. For a role session, that is arn:aws:iam::ACCOUNT:role/NAME.',
  ),
  'context-value': other(
    'A value of a context key is too long.',
    'This simulator limits the length of each value, so that no simulation takes much longer than another.',
    'Shorten the value that the message names.',
  ),
  boundaries: other(
    'You gave more than one permissions boundary.',
    'A user or role has at most one permissions boundary.',
    'Pass one document in --permissions-boundary-policy-input-list.',
  ),
} satisfies Record<Exclude<Reason, AuthenticationReason | PermissionReason | ToldByCode>, Tell>

/** By AWS's code, where the reason says no more. */
const BY_CODE: Readonly<Record<string, Tell>> = {
  LimitExceeded: ({ errorMessage = '', facts }) => ({
    kind: 'quota',
    summary: 'You’ve reached an IAM quota.',
    rule: facts?.quota ? `${facts.quota} is ${facts.limit}.` : 'Quotas limit the size and number of IAM resources.',
    state: [errorMessage],
    wayOut: [
      'Delete resources that you no longer use. The second access key is for rotation, not for a second program.',
      'See quotas and counts: aws iam get-account-summary',
    ],
  }),
  DeleteConflict: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'Something is still attached to the resource that you want to delete.',
    rule: 'IAM deletes only resources that are empty. The message names the first thing in the way, and there may be more.',
    state: [errorMessage],
    wayOut: [conflictWay(errorMessage)],
  }),
  EntityAlreadyExists: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'The name is taken.',
    rule: 'Names are unique in the account, ignoring case.',
    state: [errorMessage],
    wayOut: ['Choose another name, or use the existing resource.'],
  }),
  UnmodifiableEntity: ({ errorMessage = '' }) => ({
    kind: 'conflict',
    summary: 'Only AWS can change this.',
    rule: 'A service-linked role belongs to its service.',
    state: [errorMessage],
    wayOut: ['Use delete-service-linked-role, or the service’s own settings.'],
  }),
  NoSuchEntity: ({ errorMessage = '' }) => ({
    kind: 'input',
    summary: 'The resource in the request doesn’t exist.',
    rule: 'Names ignore case. ARNs don’t, and they contain the path.',
    state: [errorMessage],
    wayOut: ['List the existing resources, and compare.'],
  }),
  MalformedPolicyDocument: ({ errorMessage = '' }) => ({
    kind: 'input',
    summary: 'The policy document isn’t valid.',
    rule: 'IAM checks a policy when you save it, and names the first error.',
    state: [errorMessage],
    wayOut: ['Correct the policy. If you pass a file, write file://policy.json, not only its name.'],
  }),
  ValidationError: explainValidation,
  // AWS gives these three no message, and the aws command prints "Unknown".
  ReportNotPresent: other(
    'The account has no credential report yet.',
    'GetCredentialReport returns a report that GenerateCredentialReport made before.',
    'Make one: aws iam generate-credential-report',
  ),
  ReportInProgress: other(
    'The credential report isn’t ready yet.',
    'GenerateCredentialReport only starts the work. It answers COMPLETE when the report is there.',
    'Wait a few seconds, then try again.',
  ),
  ReportExpired: other(
    'The credential report is too old.',
    'IAM keeps a credential report for four hours.',
    'Make a new one: aws iam generate-credential-report',
  ),
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
  return ways.find(([pattern]) => pattern.test(message))?.[1] ?? 'Remove the resource that the message names, then try again.'
}

type FailedCall = Pick<NumberedRecord, 'reason' | 'errorCode' | 'errorMessage' | 'facts' | 'params' | 'name' | 'service'> &
  Partial<Pick<NumberedRecord, 'region'>>

/** The rule, the state, and the way out of a failed call that isn't about permissions; undefined if nothing is known about it. */
export function explainOther(call: FailedCall): Reasoning | undefined {
  const { reason = '', errorCode = '', service } = call
  const told = pick(BY_REASON, reason)?.(call) ?? (service === 'ec2' ? explainEc2(call) : undefined)
  return told ?? pick(BY_CODE, errorCode)?.(call)
}

/** Records of another version may have other reasons. */
const pick = (table: Readonly<Record<string, Tell>>, key: string): Tell | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
