import type { NumberedRecord } from '../../account/request-record.js'
import type { Tell } from './tell.js'

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

/** Refused codes and passkeys, by the private reason. */
export const MFA_REFUSALS = {
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
} satisfies Record<string, Tell>
