import type { AuthenticationReason, PermissionReason, Reason, ToldByCode } from '../../account/reasons.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { explainEc2 } from './ec2.js'
import type { Reasoning } from './explanation.js'
import { IDENTITY_PROVIDER_REFUSALS } from './identity-providers.js'
import { METADATA_REFUSALS } from './metadata.js'
import { MFA_REFUSALS } from './mfa-codes.js'
import { PASSWORD_REFUSALS } from './passwords.js'
import { SSH_REFUSALS } from './ssh.js'
import { type Tell, telling } from './tell.js'
import { explainValidation } from './validation.js'

const other = telling('other')

/** By the private reason of a failed call. */
const BY_REASON = {
  ...SSH_REFUSALS,
  ...METADATA_REFUSALS,
  ...MFA_REFUSALS,
  ...PASSWORD_REFUSALS,
  ...IDENTITY_PROVIDER_REFUSALS,
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
