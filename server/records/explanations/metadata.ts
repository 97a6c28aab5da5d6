import type { MetadataReason } from '../../account/reasons.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'

type Told = Omit<Reasoning, 'authorization' | 'signature'>
type Read = Pick<NumberedRecord, 'params'>

const TOKEN_FIRST =
  'TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")'
const THEN_READ = 'curl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/'
const BY_PAGE =
  'The request came from the page on this instance. It sends GET and no header of a visitor’s, so nobody gets a token through it.'

const isByPage = ({ params }: Read): boolean => params.via === 'page'

/** What was asked, and by whom. */
const asked = ({ params: { method, path, via } }: Read): string =>
  `${String(method)} ${String(path)}, ${via === 'page' ? 'by the page on the instance' : 'by a program on the instance'}.`

const told =
  (summary: string, rule: string, ...wayOut: string[]) =>
  (read: Read): Told => ({ kind: 'other', summary, rule, state: [asked(read)], wayOut })

/** Why the metadata service refused, and what to do about it. */
export const METADATA_REFUSALS = {
  'imds-no-token': (read) => ({
    kind: 'other',
    summary: 'The metadata service wants a token, and the request had none.',
    rule: 'This instance requires version 2 of the service (HttpTokens=required). A token is asked for with PUT, and shown in a header.',
    state: [asked(read), ...(isByPage(read) ? [BY_PAGE] : [])],
    wayOut: isByPage(read)
      ? ['Nothing needs to be fixed: this is what protects the role’s credentials.']
      : [`Ask for a token: ${TOKEN_FIRST}`, `Show it: ${THEN_READ}`],
  }),
  'imds-wrong-token': told(
    'The token isn’t one of this instance, or it has expired.',
    'A token works on the instance that it was made for, for as many seconds as were asked for.',
    `Ask for a new one: ${TOKEN_FIRST}`,
  ),
  'imds-token-lifetime': told(
    'The request for a token doesn’t say how long the token lives, or asks for too long.',
    'The header X-aws-ec2-metadata-token-ttl-seconds takes 1 to 21600 seconds.',
    TOKEN_FIRST,
  ),
  'imds-forwarded': told(
    'The request for a token was passed on by a proxy.',
    'The service gives no token to a request with the header X-Forwarded-For, so an open proxy can’t fetch one.',
    'Ask from the instance itself, without this header.',
  ),
  'imds-off': told(
    'The metadata service of this instance is turned off.',
    'With HttpEndpoint=disabled, the service refuses every request. Programs on the instance get no role credentials.',
    'Turn it on: aws ec2 modify-instance-metadata-options --instance-id ID --http-endpoint enabled',
  ),
  'imds-method': told(
    'The metadata service doesn’t take this method here.',
    'A token is asked for with PUT. Everything else is read with GET.',
    TOKEN_FIRST,
  ),
  'imds-no-path': told(
    'The metadata service has nothing at this address.',
    'What an instance doesn’t have, its metadata service doesn’t list. For example, iam/ is there only with an instance profile.',
    `List what’s there: ${THEN_READ}`,
  ),
  'imds-address': told(
    'The address is badly formed.',
    'In an address, % begins a character of two hexadecimal digits.',
    'Write the address without %.',
  ),
} satisfies Record<MetadataReason, (read: Read) => Told>

/** A read that succeeded. */
export const explainMetadataRead = (read: Read): Told => ({
  kind: 'success',
  summary: read.params.method === 'PUT' ? 'The metadata service gave out a token.' : 'The metadata service answered.',
  rule:
    read.params.version === 2
      ? 'Version 2 of the service answers a request that shows a token, or asks for one with PUT.'
      : 'Version 1 of the service answers every program on the instance, without a token. HttpTokens=required ends that.',
  state: [asked(read)],
  wayOut: [],
})
