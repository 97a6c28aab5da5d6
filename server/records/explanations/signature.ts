import type { AuthenticationReason, Reason } from '../../account/reasons.js'
import { instantOf } from '../../sigv4/basic-time.js'
import type { SignatureCause } from '../../sigv4/diagnose.js'
import type { Refusal } from '../refusals.js'
import type { Reasoning, SignatureExplanation } from './explanation.js'

/** AWS's order. Source: public STS conformance findings. */
const CHECKS = [
  'The Authorization header (or query) has all its parts',
  'The credential scope names this service and the right day',
  'The time is within 15 minutes of the server’s',
  'The access key ID is known and Active',
  'The session token belongs to the key and has not expired',
  'The signature is the one that the server computes',
] as const

/** By the refusal's private reason: which check failed. */
const FAILED_CHECK = {
  unsigned: 0,
  'other-algorithm': 0,
  incomplete: 0,
  'host-not-signed': 0,
  scope: 1,
  region: 1,
  clock: 2,
  'foreign-key': 3,
  'unknown-key': 3,
  'inactive-key': 3,
  'account-gone': 3,
  'missing-token': 4,
  'wrong-token': 4,
  expired: 4,
  'principal-gone': 4,
  'unexpected-token': 4,
  signature: 5,
  // Signed right, but IAM takes no such session.
  'session-without-mfa': CHECKS.length,
  'federated-session': CHECKS.length,
} satisfies Record<AuthenticationReason, number>

/** A call that failed authentication. Undefined for a refusal that is not about its signature or credential. */
export function explainRefusal(refusal: Refusal): Reasoning | undefined {
  const { reason, evidence } = refusal
  if (reason === 'signature') {
    const cause = evidence?.cause
    const told = cause ? CAUSES[cause.kind](cause as never) : NO_CAUSE
    return {
      kind: 'signature',
      summary: told.summary,
      rule: 'The server computes the signature from the request as it arrived and from the secret of the key. The two signatures must be equal, byte by byte.',
      state: [...(told.state ?? []), ...(evidence?.masked ? [MASKED] : [])],
      wayOut: told.wayOut,
      signature: {
        ...checksOf(reason),
        ...(evidence ? { canonicalRequest: evidence.canonicalRequest, stringToSign: evidence.stringToSign } : {}),
        ...(cause ? { cause: told.summary } : {}),
      },
    }
  }
  if (!isAboutCredential(reason)) return undefined
  return { kind: 'credential', ...CREDENTIALS[reason](refusal), signature: checksOf(reason) }
}

const isAboutCredential = (reason: Reason | undefined): reason is keyof typeof CREDENTIALS =>
  reason !== undefined && Object.hasOwn(CREDENTIALS, reason)

function checksOf(reason: AuthenticationReason): Pick<SignatureExplanation, 'checks'> {
  const failed = FAILED_CHECK[reason]
  return {
    checks: CHECKS.map((name, index) => ({
      name,
      result: index < failed ? 'passed' : index === failed ? 'failed' : 'not reached',
    })),
  }
}

interface Told {
  summary: string
  state?: string[]
  wayOut: string[]
}

/** Nothing that can be seen is wrong: no guess. */
const NO_CAUSE: Told = {
  summary: 'Everything that the server can see matches, so the secret or the body must be different from the server’s.',
  wayOut: [
    'Compare your own canonical request and string to sign with the server’s below. The first line that differs contains the mistake.',
    'If they’re equal, the secret doesn’t belong to this key ID. Configure the pair again, or create a new key.',
  ],
}

const MASKED =
  'In the texts below, *** replaces a password, a token, or a hash of a password. Expect these lines to differ from yours.'

const setSecretAgain = 'Configure the key again (aws configure), and paste only the secret.'

/** One text for each cause that `diagnose` can prove. */
const CAUSES: { [K in SignatureCause['kind']]: (cause: Extract<SignatureCause, { kind: K }>) => Told } = {
  'other-key': ({ accessKeyId }) => ({
    summary: `The request was signed with the secret of a different key, ${accessKeyId}.`,
    wayOut: ['Key ID and secret are a pair. Take both from the same download, and put them in the same profile.'],
  }),
  'secret-space': () => ({
    summary: 'The secret has a space or a line feed at its start or end.',
    state: ['The same secret without this white space gives the right signature.'],
    wayOut: [setSecretAgain, 'In a shell, use printf or $(…) instead of a file that ends with a line feed.'],
  }),
  'secret-quoted': () => ({
    summary: 'The secret has quotation marks around it.',
    wayOut: ['Remove the quotation marks. Many tools treat them as part of the secret in credentials files and .env files.'],
  }),
  'secret-cut': () => ({
    summary: 'The first or last character of the secret is missing.',
    state: ['A secret access key has 40 characters.'],
    wayOut: [setSecretAgain],
  }),
  'secret-url-encoded': () => ({
    summary: 'The secret was URL-encoded, or its + became a space.',
    wayOut: ['Use the secret as it is. It can contain / and +.'],
  }),
  'no-aws4-prefix': () => ({
    summary: 'The signing key was derived from the bare secret, without AWS4 in front of it.',
    wayOut: ['The key of the first HMAC is the text AWS4, followed by the secret.'],
  }),
  'secret-as-key': () => ({
    summary: 'The string to sign was signed with the secret itself instead of a derived signing key.',
    wayOut: [
      'First derive the key: compute the HMAC of the date, region, service, and aws4_request in turn. Use each result as the key of the next.',
    ],
  }),
  'hex-key-chain': () => ({
    summary: 'The results of the signing key’s steps were used as hexadecimal text instead of bytes.',
    wayOut: ['Use the raw bytes of each HMAC as the key of the next (openssl: -mac HMAC -macopt hexkey:…).'],
  }),
  'other-scope': ({ scope }) => ({
    summary: `The signing key was derived for ${scope}, but Credential says something else.`,
    wayOut: ['Use the same date, region, and service in the signing key, in the string to sign, and in Credential.'],
  }),
  host: ({ signed }) => ({
    summary: 'The request was sent with a different Host than the signed one.',
    state: [
      `The signed Host is ${signed}.`,
      'A proxy can change the Host header after signing, or the port was added or left out.',
    ],
    wayOut: ['Sign exactly the Host that you send. If the port isn’t the default, include it.'],
  }),
  'body-empty': () => ({
    summary: 'An empty body was signed, but a body was sent.',
    wayOut: ['The last line of the canonical request is the SHA-256 hash of the body that you send.'],
  }),
  'body-unsigned': () => ({
    summary: 'UNSIGNED-PAYLOAD was signed instead of the hash of the body.',
    wayOut: ['Only S3 accepts UNSIGNED-PAYLOAD. Sign the SHA-256 hash of the body.'],
  }),
  'body-line-ends': () => ({
    summary: 'The signed body and the sent body have different line endings.',
    wayOut: [
      'Hash the body as you send it. curl’s -d drops line feeds, and --data-binary keeps them. echo adds one, and printf doesn’t.',
    ],
  }),
  'body-declared-hash': () => ({
    summary: 'The signed hash in x-amz-content-sha256 isn’t the hash of the sent body.',
    wayOut: ['Compute x-amz-content-sha256 from the body that you send.'],
  }),
  method: ({ signed }) => ({
    summary: `The signed method is ${signed}, but the request used a different one.`,
    wayOut: ['Write the method that you send, in uppercase, on the first line of the canonical request.'],
  }),
  'path-encoded': () => ({
    summary: 'The path was encoded one time too many for signing.',
    wayOut: ['Sign the path as you send it.'],
  }),
  'query-encoded-twice': () => ({
    summary: 'The query was percent-encoded twice for signing.',
    wayOut: ['Encode names and values once.'],
  }),
  'query-unsorted': () => ({
    summary: 'The query was signed in the order in which it was sent.',
    wayOut: ['In the canonical request, sort the parameters by name and then by value.'],
  }),
  'headers-unsorted': () => ({
    summary: 'SignedHeaders lists the headers in a different order than the canonical request.',
    wayOut: ['List SignedHeaders in alphabetical order, as in the canonical request.'],
  }),
  'headers-spaces': () => ({
    summary: 'The header values were signed with all their spaces.',
    wayOut: ['Trim header values, and replace several spaces in a row with one.'],
  }),
  'no-blank-line': () => ({
    summary: 'The empty line between the headers and the list of signed headers is missing.',
    wayOut: ['Each canonical header ends with a line feed, and one more line feed follows the last one.'],
  }),
  'line-ends': () => ({
    summary: 'The lines were joined with a carriage return and a line feed.',
    wayOut: ['Join the lines with a single line feed.'],
  }),
  'final-newline': () => ({
    summary: 'A line feed was added at the end before hashing or signing.',
    wayOut: ['Neither the canonical request nor the string to sign ends with a line feed. Use printf, not echo.'],
  }),
  'canonical-not-hashed': () => ({
    summary: 'The string to sign contains the canonical request itself.',
    wayOut: ['Its last line must be the hexadecimal SHA-256 hash of the canonical request.'],
  }),
  'hash-upper-case': () => ({
    summary: 'The hash in the string to sign is in uppercase.',
    wayOut: ['Write hashes in lowercase hexadecimal.'],
  }),
  'signature-base64': () => ({
    summary: 'The signature is right, but written in Base64.',
    wayOut: ['Write the signature in lowercase hexadecimal.'],
  }),
  'signature-upper-case': () => ({
    summary: 'The signature is right, but written in uppercase.',
    wayOut: ['Write the signature in lowercase hexadecimal.'],
  }),
}

/** The mistake that gives a client's signature, in a sentence. */
export const causeInWords = (cause: SignatureCause): string => CAUSES[cause.kind](cause as never).summary

type CredentialTold = (refusal: Refusal) => Omit<Reasoning, 'kind' | 'signature'>

const TIME_RULE = 'A signature is valid for 15 minutes before and after its own time, by the real clock.'
const TOKEN_RULE = 'Temporary credentials (ASIA…) are three values that belong together: key ID, secret, and session token.'

/** One text for each reason before the signature itself. */
const CREDENTIALS = {
  unsigned: () => ({
    summary: 'The request wasn’t signed.',
    rule: 'Every call except AssumeRoleWithWebIdentity and AssumeRoleWithSAML needs a signature, in the Authorization header or in the query.',
    state: ['The request has no Authorization header and no X-Amz-Signature.'],
    wayOut: ['Give credentials to the client with aws configure or environment variables, and don’t use --no-sign-request.'],
  }),
  'other-algorithm': () => ({
    summary: 'The Authorization header doesn’t begin with AWS4-HMAC-SHA256.',
    rule: 'IAM and STS accept only Signature Version 4.',
    state: [],
    wayOut: ['Sign with AWS4-HMAC-SHA256.'],
  }),
  incomplete: ({ errorMessage }) => ({
    summary: 'The parts of the signature are incomplete or malformed.',
    rule: 'A request needs Credential, SignedHeaders, Signature, and a date in ISO 8601 basic format.',
    state: [errorMessage],
    wayOut: ['Add the missing part.'],
  }),
  'host-not-signed': () => ({
    summary: 'The Host header isn’t one of the signed headers.',
    rule: 'Host must be signed, so that nobody can send the request to a different server.',
    state: [],
    wayOut: ['Add host to SignedHeaders and to the canonical headers.'],
  }),
  scope: ({ errorMessage }) => ({
    summary: 'The credential scope doesn’t match the request.',
    rule: 'The scope in Credential is date/region/service/aws4_request, with the date of the request and the service that you call.',
    state: [errorMessage],
    wayOut: ['Sign for the service that you call, with the day from X-Amz-Date.'],
  }),
  region: () => ({
    summary: 'The request is for a Region that this account doesn’t have.',
    rule: 'EC2 keeps its resources by Region. An account has 17 Regions without opting in, and no other Region accepts its credentials.',
    state: [],
    wayOut: [
      'Choose one of the account’s Regions with --region. To list them, run: aws ec2 describe-regions --region us-east-1',
    ],
  }),
  clock: ({ errorMessage }) => ({
    summary: clockSummary(errorMessage),
    rule: TIME_RULE,
    state: [errorMessage],
    wayOut: [
      'Set the machine’s clock (date -u shows it), preferably with NTP. The clocks of virtual machines drift while they sleep.',
      'Moving the account’s clock forward doesn’t help, because signatures use real time.',
    ],
  }),
  'foreign-key': ({ accessKeyId = '' }) => ({
    summary: `The access key ID ${accessKeyId} doesn’t belong to any account on this server.`,
    rule: 'An access key ID encodes the account that it belongs to.',
    state: ['It may be a real AWS key.'],
    wayOut: [
      'If it’s real, you’ve just sent its ID to the wrong server. Deactivate the key in its own account.',
      'To print the exports for an account on this server, run: iam-dojo account create --env',
    ],
  }),
  'unknown-key': ({ accessKeyId = '' }) => ({
    summary: `The account has no access key ${accessKeyId}.`,
    rule: 'Nobody can restore a deleted key.',
    state: [],
    wayOut: ['List the user’s keys (aws iam list-access-keys). Use one of them, or create a new one.'],
  }),
  'inactive-key': ({ accessKeyId = '' }) => ({
    summary: `The access key ${accessKeyId} is Inactive.`,
    rule: 'The server refuses an Inactive key before it checks the signature, so the message is the same as for an unknown key.',
    state: [],
    wayOut: ['Find out who deactivated it and why. To activate it again, run: aws iam update-access-key --status Active'],
  }),
  'account-gone': () => ({
    summary: 'The account of this key no longer exists.',
    rule: 'Deleting an account ends all its keys and sessions.',
    state: [],
    wayOut: ['Create an account, and use its keys.'],
  }),
  'missing-token': () => ({
    summary: 'The session token is missing.',
    rule: TOKEN_RULE,
    state: [],
    wayOut: ['Set AWS_SESSION_TOKEN (or aws_session_token in the profile) along with the key.'],
  }),
  'wrong-token': () => ({
    summary: 'The session token doesn’t belong to this key.',
    rule: TOKEN_RULE,
    state: ['The token may also be cut off, or from before the account was reset.'],
    wayOut: [
      'Set all three values from the same response.',
      'Old values in the environment override the profile, so unset them.',
    ],
  }),
  expired: () => ({
    summary: 'The session has expired.',
    rule: 'Temporary credentials end at their Expiration time, on the account’s clock.',
    state: [],
    wayOut: ['Ask for new ones: sign in again, call GetSessionToken, or assume the role again.'],
  }),
  'principal-gone': () => ({
    summary: 'The user or role of this session was deleted.',
    rule: 'A session ends with its principal. A new principal with the same name has a different unique ID.',
    state: [],
    wayOut: ['Sign in as an existing user, or assume an existing role.'],
  }),
  'unexpected-token': () => ({
    summary: 'A session token was sent with a long-term key.',
    rule: 'Long-term keys (AKIA…) have no session token.',
    state: ['Usually, AWS_SESSION_TOKEN is still set from an earlier session.'],
    wayOut: ['Remove the token: unset AWS_SESSION_TOKEN'],
  }),
  'session-without-mfa': () => ({
    summary: 'IAM refuses credentials from GetSessionToken that were created without MFA.',
    rule: 'Such credentials can call other services. In STS, they can call only AssumeRole and GetCallerIdentity.',
    state: [],
    wayOut: ['Call GetSessionToken with --serial-number and --token-code, or use the long-term key.'],
  }),
  'federated-session': () => ({
    summary: 'IAM refuses credentials from GetFederationToken.',
    rule: 'A federated session can’t call IAM. In STS, it can call only GetCallerIdentity.',
    state: [],
    wayOut: ['Assume a role instead.'],
  }),
} satisfies Record<Exclude<AuthenticationReason, 'signature'>, CredentialTold>

/** `Signature expired: 20220127T001427Z is now earlier than … (20220127T015928Z - 15 min.)` */
function clockSummary(message: string): string {
  const [, signed = '', server = ''] = /: (\d{8}T\d{6}Z) .*\((\d{8}T\d{6}Z)/.exec(message) ?? []
  const seconds = Math.round((instantOf(signed) - instantOf(server)) / 1000)
  if (Number.isNaN(seconds)) return 'The request’s time is too far from the server’s.'
  const size =
    Math.abs(seconds) >= 3600
      ? `${(Math.abs(seconds) / 3600).toFixed(1)} hours`
      : `${Math.round(Math.abs(seconds) / 60)} minutes`
  return seconds < 0
    ? `The request was signed ${size} before the server’s time: the client’s clock is behind, or the request is old.`
    : `The request was signed ${size} after the server’s time: the client’s clock is ahead.`
}
