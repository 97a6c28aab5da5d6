import type { SshReason } from '../../account/reasons.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'

type Told = Omit<Reasoning, 'authorization' | 'signature'>
type Tell = (call: Pick<NumberedRecord, 'facts'>) => Told

const NAMED = 'To name an instance, connect as USER+INSTANCE-ID: ssh -i KEY.pem ec2-user+i-0123…@HOST'
const ONE_ANSWER =
  'SSH gives one answer for every failed login, so a stranger doesn’t learn whether the user, the key, or the instance is wrong.'

/** The keys that were offered and the ones that the instance knows, by fingerprint. */
const keysFound = (facts: NumberedRecord['facts']): string[] => [
  ...(facts?.offered === undefined ? [] : [`The client offered ${facts.offered}.`]),
  ...(facts?.authorized === undefined
    ? []
    : [facts.authorized === '' ? 'The instance’s file holds no key.' : `The instance’s file holds ${facts.authorized}.`]),
]

const told =
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ facts }) => ({ kind: 'credential', summary, rule, state: keysFound(facts), wayOut })

/** Why an instance let nobody in, and what to do about it. */
export const SSH_REFUSALS = {
  'ssh-login-name': told(
    'The login name isn’t a Linux user, with or without an instance ID.',
    'All instances share one port here, so the login name says which one you mean.',
    NAMED,
  ),
  'ssh-no-instance': told(
    'There’s no instance with this ID.',
    'A terminated instance is gone, and its ID is never used again.',
    'List your instances: aws ec2 describe-instances',
  ),
  'ssh-not-running': ({ facts }) => ({
    kind: 'other',
    summary: `The instance isn’t running${facts?.state === undefined ? '' : `: it’s ${facts.state}`}.`,
    rule: 'Only a running instance has an SSH server. At AWS, this connection would time out.',
    state: [],
    wayOut: [
      `Start it, and wait: aws ec2 start-instances --instance-ids ${facts?.instanceId ?? 'ID'}`,
      'After a stop and a start, the public address has changed.',
    ],
  }),
  'ssh-security-group': ({ facts }) => ({
    kind: 'other',
    summary: 'No rule of the instance’s security groups lets this address reach port 22.',
    rule: 'A security group drops what no rule allows, without an answer, so the client waits until it gives up.',
    state: [
      ...(facts?.address === undefined ? [] : [`The connection came from ${facts.address}.`]),
      'Here, the wait begins after the key exchange, because only the login name says which instance is meant.',
    ],
    wayOut: [
      `Allow it: aws ec2 authorize-security-group-ingress --group-id ${facts?.groupId ?? 'GROUP'} --protocol tcp --port 22 --cidr ${facts?.address ?? 'ADDRESS'}/${String(facts?.address ?? '').includes(':') ? '128' : '32'}`,
    ],
  }),
  'ssh-wrong-user': ({ facts }) => ({
    kind: 'credential',
    summary: 'The instance lets nobody in as this user.',
    rule: 'Each image has a default user, and the key pair’s public half is put into that user’s ~/.ssh/authorized_keys.',
    state: [
      ...(facts?.user === undefined ? [] : [`The login was as ${facts.user}.`]),
      ...(facts?.expected === undefined ? [] : [`This instance’s default user is ${facts.expected}.`]),
    ],
    wayOut: [`Connect as ${facts?.expected ?? 'ec2-user (Amazon Linux) or ubuntu (Ubuntu)'}.`],
  }),
  'ssh-no-key': told(
    'The client offered no key.',
    'The instance accepts public keys only, and ssh offers the keys that it finds or is told about.',
    'Name the private key’s file: ssh -i KEY.pem …',
    'If ssh said that the file is too open, run chmod 400 KEY.pem. It ignores a private key that others can read.',
  ),
  'ssh-wrong-key': ({ facts }) => ({
    kind: 'credential',
    summary: 'The instance doesn’t know the key that the client offered.',
    rule: `A key opens an instance if its public half is in the user’s ~/.ssh/authorized_keys. ${ONE_ANSWER}`,
    state: keysFound(facts),
    wayOut: [
      'Use the private key of the key pair that the instance was launched with: ssh -i KEY.pem …',
      'Compare the fingerprints: ssh-keygen -lf KEY.pem',
      'If ssh offers other keys first, add -o IdentitiesOnly=yes.',
    ],
  }),
  'ssh-key-options': told(
    'The key is in the file, but its options don’t allow this login.',
    'Options in front of a key in ~/.ssh/authorized_keys limit it: from= to some addresses, expiry-time= to a time.',
    'Connect from an allowed address, or change the options with another key.',
  ),
  'ssh-key-type': told(
    'This kind of key isn’t accepted.',
    'The instance accepts ED25519, RSA, and ECDSA keys, but no certificates and no hardware keys.',
    'Use an RSA or ED25519 key pair.',
  ),
  'ssh-ambiguous': ({ facts }) => ({
    kind: 'input',
    summary: 'Several running instances have this key, and the login name doesn’t say which one you mean.',
    rule: 'All instances share one port here. A plain user name works only if exactly one running instance has the key.',
    state: facts?.instances === undefined ? [] : [`Instances with this key: ${facts.instances}.`],
    wayOut: [NAMED],
  }),
  'ssh-password': told(
    'The client tried a password.',
    'EC2’s images turn password logins off. An instance accepts public keys only.',
    'Name the private key’s file: ssh -i KEY.pem …',
  ),
  'ssh-signature': told(
    'The client offered the right public key, but its signature doesn’t fit.',
    'A login proves that you have the private key. The public half alone opens nothing.',
    'Check that KEY.pem and KEY.pem.pub belong together: ssh-keygen -y -f KEY.pem prints the public half.',
  ),
  'ssh-too-many-tries': told(
    'The client offered too many keys.',
    'Each key that an instance doesn’t know counts as a try. After 6 tries, the server disconnects.',
    'Offer only the right key: ssh -o IdentitiesOnly=yes -i KEY.pem …',
    'List what your agent offers: ssh-add -l',
  ),
} satisfies Record<SshReason, Tell>

/** A login that succeeded. */
export const explainLogin = ({ params, result }: NumberedRecord): Told => ({
  kind: 'success',
  summary: `${String(params.user ?? 'A user')} connected to ${String(params.instanceId ?? 'an instance')}.`,
  rule: 'The public half of the key is in the user’s ~/.ssh/authorized_keys on the instance. IAM isn’t asked, and CloudTrail doesn’t see it.',
  state: result?.keyFingerprint === undefined ? [] : [`The key’s fingerprint: ${String(result.keyFingerprint)}`],
  wayOut: [],
})
