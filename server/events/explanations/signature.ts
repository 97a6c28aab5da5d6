import { instantOf } from '../../wire/sigv4/basic-time.js'
import type { SignatureCause } from '../../wire/sigv4/diagnose.js'
import type { Refusal } from '../refusals.js'
import type { Reasoning, SignatureExplanation } from './explanation.js'

/** AWS's order. Source: public STS conformance findings. */
const CHECKS = [
  'The Authorization header (or query) has its parts',
  'The credential scope names this service and the day',
  'The time is within 15 minutes of the server’s',
  'The access key id is known and Active',
  'The session token belongs to the key and has not expired',
  'The signature is the one the server computes',
] as const

/** By the refusal's private reason: which check failed. */
const FAILED_CHECK: Readonly<Record<string, number>> = {
  unsigned: 0,
  'other-algorithm': 0,
  incomplete: 0,
  'host-not-signed': 0,
  scope: 1,
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
}

/** A call that failed authentication. Undefined for a refusal that is not about its signature or credential. */
export function explainRefusal(refusal: Refusal): Reasoning | undefined {
  const { reason, evidence } = refusal
  if (reason === 'signature') {
    const cause = evidence?.cause
    const told = cause ? CAUSES[cause.kind](cause as never) : NO_CAUSE
    return {
      kind: 'signature',
      summary: told.summary,
      rule: 'The server computes the signature from the request as it arrived and the secret it keeps for the key; both must be equal, byte by byte.',
      state: [...(told.state ?? []), ...(evidence?.masked ? [MASKED] : [])],
      wayOut: told.wayOut,
      signature: {
        ...checksOf(reason),
        ...(evidence ? { canonicalRequest: evidence.canonicalRequest, stringToSign: evidence.stringToSign } : {}),
        ...(cause ? { cause: told.summary } : {}),
      },
    }
  }
  const told = Object.hasOwn(CREDENTIALS, reason) ? CREDENTIALS[reason] : undefined
  return told && { kind: 'credential', ...told(refusal), signature: checksOf(reason) }
}

function checksOf(reason: string): Pick<SignatureExplanation, 'checks'> {
  const failed = FAILED_CHECK[reason] ?? CHECKS.length
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
  summary: 'All that can be seen of the request agrees, so the secret or the body differs from what the server has.',
  wayOut: [
    'Compare your own canonical request and string to sign with the server’s below: the first line that differs is the mistake.',
    'If they are equal, the secret is not that of this key id: configure the pair again, or make a new key.',
  ],
}

const MASKED =
  'In the texts below *** stands for a password, a token or a hash over a password: these lines differ from your own for that alone.'

const setSecretAgain = 'Configure the key again (aws configure), pasting the secret alone.'

/** One text for each cause that `diagnose` can prove. */
const CAUSES: { [K in SignatureCause['kind']]: (cause: Extract<SignatureCause, { kind: K }>) => Told } = {
  'other-key': ({ accessKeyId }) => ({
    summary: `The request was signed with the secret of another key, ${accessKeyId}.`,
    wayOut: ['Key id and secret are a pair: take both from the same download, in the same profile.'],
  }),
  'secret-space': () => ({
    summary: 'The secret was used with a space or a line end at its start or end.',
    state: ['The same secret without the white space gives the right signature.'],
    wayOut: [setSecretAgain, 'In a shell, use printf or $(…) rather than a file that ends with a new line.'],
  }),
  'secret-quoted': () => ({
    summary: 'The secret was used with quotation marks around it.',
    wayOut: ['Remove the quotation marks: credentials files and .env files of many tools take them literally.'],
  }),
  'secret-cut': () => ({
    summary: 'The first or last character of the secret is missing.',
    state: ['A secret access key has 40 characters.'],
    wayOut: [setSecretAgain],
  }),
  'secret-url-encoded': () => ({
    summary: 'The secret was URL-encoded, or its + became a space.',
    wayOut: ['Use the secret as it is; it may hold / and +.'],
  }),
  'no-aws4-prefix': () => ({
    summary: 'The signing key was derived from the bare secret, without AWS4 in front of it.',
    wayOut: ['The first HMAC’s key is the text AWS4 followed by the secret.'],
  }),
  'secret-as-key': () => ({
    summary: 'The string to sign was signed with the secret itself instead of a derived signing key.',
    wayOut: ['Derive the key first: HMAC over date, region, service and aws4_request, each keyed with the result before.'],
  }),
  'hex-key-chain': () => ({
    summary: 'The signing key’s steps were passed on as hexadecimal text instead of bytes.',
    wayOut: ['Key each HMAC with the raw bytes of the one before (openssl: -mac HMAC -macopt hexkey:…).'],
  }),
  'other-scope': ({ scope }) => ({
    summary: `The signing key was derived for ${scope}, which is not what the Credential says.`,
    wayOut: ['Use the same date, region and service in the signing key, in the string to sign and in Credential.'],
  }),
  host: ({ signed }) => ({
    summary: `The Host that was signed is ${signed}; the one that was sent is another.`,
    state: ['A proxy, a port left out or an added one changes the Host header after signing.'],
    wayOut: ['Sign exactly the Host that is sent, port included where it is not the default.'],
  }),
  'body-empty': () => ({
    summary: 'An empty body was signed, but a body was sent.',
    wayOut: ['The last line of the canonical request is the SHA-256 of the body as it is sent.'],
  }),
  'body-unsigned': () => ({
    summary: 'UNSIGNED-PAYLOAD was signed in the place of the body’s hash.',
    wayOut: ['Only S3 takes UNSIGNED-PAYLOAD; sign the SHA-256 of the body.'],
  }),
  'body-line-ends': () => ({
    summary: 'The body that was signed and the one that was sent differ in their line ends.',
    wayOut: [
      'Hash the body as it is sent: curl’s -d drops line ends, --data-binary keeps them; echo adds one, printf does not.',
    ],
  }),
  'body-declared-hash': () => ({
    summary: 'The hash in x-amz-content-sha256 was signed, and it is not that of the body that was sent.',
    wayOut: ['Compute x-amz-content-sha256 from the body as it is sent.'],
  }),
  method: ({ signed }) => ({
    summary: `The method that was signed is ${signed}; the request used another.`,
    wayOut: ['Write the method as it is sent, in capitals, on the first line of the canonical request.'],
  }),
  'path-encoded': () => ({
    summary: 'The path was encoded once more for signing than for sending.',
    wayOut: ['Sign the path as it is sent.'],
  }),
  'query-encoded-twice': () => ({
    summary: 'The query was percent-encoded twice for signing.',
    wayOut: ['Encode names and values once.'],
  }),
  'query-unsorted': () => ({
    summary: 'The query was signed in the order in which it was sent.',
    wayOut: ['Sort the parameters by name (then value) in the canonical request.'],
  }),
  'headers-unsorted': () => ({
    summary: 'SignedHeaders lists the headers in another order than they were signed.',
    wayOut: ['List SignedHeaders in alphabetical order, as in the canonical request.'],
  }),
  'headers-spaces': () => ({
    summary: 'Header values were signed with their spaces as they are.',
    wayOut: ['Trim header values and make runs of spaces one space.'],
  }),
  'no-blank-line': () => ({
    summary: 'The empty line between the headers and the list of signed headers is missing.',
    wayOut: ['Each canonical header ends with a line end, and one more line end follows the last.'],
  }),
  'line-ends': () => ({
    summary: 'The lines were joined with carriage return and line feed.',
    wayOut: ['Join the lines with a single line feed.'],
  }),
  'final-newline': () => ({
    summary: 'A line end was added at the end before hashing or signing.',
    wayOut: ['Neither the canonical request nor the string to sign ends with a line end: use printf, not echo.'],
  }),
  'canonical-not-hashed': () => ({
    summary: 'The canonical request itself stands in the string to sign.',
    wayOut: ['Its last line is the hexadecimal SHA-256 of the canonical request.'],
  }),
  'hash-upper-case': () => ({
    summary: 'The hash in the string to sign is in capitals.',
    wayOut: ['Write hashes in lower-case hexadecimal.'],
  }),
  'signature-base64': () => ({
    summary: 'The signature is right, but written in Base64.',
    wayOut: ['Write the signature in lower-case hexadecimal.'],
  }),
  'signature-upper-case': () => ({
    summary: 'The signature is right, but written in capitals.',
    wayOut: ['Write the signature in lower-case hexadecimal.'],
  }),
}

/** The mistake that gives a client's signature, in a sentence. */
export const causeInWords = (cause: SignatureCause): string => CAUSES[cause.kind](cause as never).summary

type CredentialTold = (refusal: Refusal) => Omit<Reasoning, 'kind' | 'signature'>

const TIME_RULE = 'A signature is valid for 15 minutes before and after the time that it was made for, by real time.'
const TOKEN_RULE = 'Temporary credentials (ASIA…) are three values that belong together: key id, secret and session token.'

/** One text for each reason before the signature itself. */
const CREDENTIALS: Readonly<Record<string, CredentialTold>> = {
  unsigned: () => ({
    summary: 'The request was not signed.',
    rule: 'Every call but AssumeRoleWithWebIdentity and AssumeRoleWithSAML carries a signature, in the Authorization header or in the query.',
    state: ['There is no Authorization header and no X-Amz-Signature.'],
    wayOut: ['Give the client credentials (aws configure, or environment variables), and leave --no-sign-request out.'],
  }),
  'other-algorithm': () => ({
    summary: 'The Authorization header does not begin with AWS4-HMAC-SHA256.',
    rule: 'IAM and STS take Signature Version 4 only.',
    state: [],
    wayOut: ['Sign with AWS4-HMAC-SHA256.'],
  }),
  incomplete: ({ errorMessage }) => ({
    summary: 'The signature’s parts are incomplete or malformed.',
    rule: 'Credential, SignedHeaders, Signature and a date in ISO 8601 basic format are all needed.',
    state: [errorMessage],
    wayOut: ['Add what is missing.'],
  }),
  'host-not-signed': () => ({
    summary: 'The Host header is not among the signed headers.',
    rule: 'Host must be signed, so that a request can’t be sent to another server.',
    state: [],
    wayOut: ['Add host to SignedHeaders and to the canonical headers.'],
  }),
  scope: ({ errorMessage }) => ({
    summary: 'The credential scope does not fit the request.',
    rule: 'The scope in Credential is date/region/service/aws4_request: the date of the request’s own time, and the service that is called.',
    state: [errorMessage],
    wayOut: ['Sign for the service that is called, with the day of X-Amz-Date.'],
  }),
  clock: ({ errorMessage }) => ({
    summary: clockSummary(errorMessage),
    rule: TIME_RULE,
    state: [errorMessage],
    wayOut: [
      'Set the machine’s clock (date -u shows it), best by NTP; virtual machines drift while they sleep.',
      'Moving the account’s clock forward changes nothing here: signatures are on real time.',
    ],
  }),
  'foreign-key': ({ accessKeyId = '' }) => ({
    summary: `The access key id ${accessKeyId} names no account of this server.`,
    rule: 'An access key id encodes the account it belongs to.',
    state: ['It may be a real key of AWS.'],
    wayOut: [
      'If it is real, it has just been sent to a place it was not meant for: deactivate it in its own account.',
      'Print the exports of an account here: iam-dojo account create --env',
    ],
  }),
  'unknown-key': ({ accessKeyId = '' }) => ({
    summary: `The account has no access key ${accessKeyId}.`,
    rule: 'A deleted key never comes back.',
    state: [],
    wayOut: ['List the user’s keys (aws iam list-access-keys), and use one of them, or create a new one.'],
  }),
  'inactive-key': ({ accessKeyId = '' }) => ({
    summary: `The access key ${accessKeyId} is Inactive.`,
    rule: 'An Inactive key is refused before its signature is looked at, so the message is that of an unknown key.',
    state: [],
    wayOut: ['Find out who deactivated it and why. If it was meant to be used: aws iam update-access-key --status Active'],
  }),
  'account-gone': () => ({
    summary: 'The account of this key no longer exists.',
    rule: 'Deleting an account ends all its keys and sessions.',
    state: [],
    wayOut: ['Make an account, and use its keys.'],
  }),
  'missing-token': () => ({
    summary: 'The session token is missing.',
    rule: TOKEN_RULE,
    state: [],
    wayOut: ['Set AWS_SESSION_TOKEN (or aws_session_token in the profile) along with the key.'],
  }),
  'wrong-token': () => ({
    summary: 'The session token does not belong to this key.',
    rule: TOKEN_RULE,
    state: ['Tokens of a reset account, or cut by copying, end here as well.'],
    wayOut: ['Set all three values from the same answer.', 'Old values in the environment win over the profile: unset them.'],
  }),
  expired: () => ({
    summary: 'The session has expired.',
    rule: 'Temporary credentials end at their Expiration, on the account’s clock.',
    state: [],
    wayOut: ['Ask for new ones: sign in again, call GetSessionToken, or assume the role again.'],
  }),
  'principal-gone': () => ({
    summary: 'The user or role of this session was deleted.',
    rule: 'A session dies with its principal; a new one of the same name has another unique id.',
    state: [],
    wayOut: ['Sign in as, or assume, a principal that exists.'],
  }),
  'unexpected-token': () => ({
    summary: 'A session token was sent with a long-term key.',
    rule: 'Long-term keys (AKIA…) have no session token.',
    state: ['Usually AWS_SESSION_TOKEN of an earlier session is still set.'],
    wayOut: ['unset AWS_SESSION_TOKEN'],
  }),
  'session-without-mfa': () => ({
    summary: 'IAM refuses GetSessionToken’s credentials that were made without MFA.',
    rule: 'Such credentials may call other services, and of STS only AssumeRole and GetCallerIdentity.',
    state: [],
    wayOut: ['Call GetSessionToken with --serial-number and --token-code, or use the long-term key.'],
  }),
  'federated-session': () => ({
    summary: 'IAM refuses GetFederationToken’s credentials.',
    rule: 'A federated session may not call IAM, and of STS only GetCallerIdentity.',
    state: [],
    wayOut: ['Assume a role instead.'],
  }),
}

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
