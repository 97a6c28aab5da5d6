import type { WorksheetFindingName } from '../../server/lab/api/contract.js'

/** What the server found first that differs, in words; the first part is the finding's name. See server/lab/worksheet. */
const IN_WORDS: Readonly<
  Record<Exclude<WorksheetFindingName, 'signed-otherwise'>, (line: string, character: string, expected: string) => string>
> = {
  differs: (line, character, expected) =>
    `Line ${line}, character ${character}: the server has ${characterName(expected)} there.`,
  'goes-on': (line, character) =>
    `Line ${line}, character ${character}: the server’s line ends before this, and yours continues.`,
  'missing-line': (line) => `Line ${line} is missing: the server’s text continues.`,
  'extra-line': (line) => `Line ${line}: the server’s text ends before this line, with no line feed.`,
  hash: (line) =>
    `Line ${line}: this is a hash, but of a different text. Your text and the server’s differ by at least one byte.`,
  'hashed-line-feed': (line) => `Line ${line}: you hashed the right text, but with a line feed at its end.`,
  'not-a-hash': (line) => `Line ${line}: the server has a hash here, of 64 hexadecimal digits.`,
  'host-unsigned': () => 'The line for the host is missing.',
  'host-without-port': () => 'The host is signed without its port.',
  'not-a-signature': () => 'A signature has 64 hexadecimal digits, in lowercase.',
  'secret-itself': () =>
    'That’s the secret access key itself. It never belongs on a page, because whoever reads the page has it. Clear the field, and replace the key.',
  'signing-key': () =>
    'That’s the signing key. Use it once more as a key: the signature is the HMAC that it makes from the string to sign.',
  'hex-key': () =>
    'One HMAC took the hexadecimal digits of the previous result as its key. The key is the bytes that they stand for: use -macopt hexkey:, not -hmac.',
  'scope-order': () => 'The parts went into the signing key in a different order. It’s day, region, service, aws4_request.',
  'signature-differs': () =>
    'The server has a different signature, and none of the usual mistakes leads to yours. Check the string to sign and the secret again.',
}

const characterName = (character: string): string => (character === ' ' ? 'a space' : `“${character}”`)

const isTold = (name: string): name is keyof typeof IN_WORDS => Object.hasOwn(IN_WORDS, name)

export function findingInWords(finding: string): string {
  const [, name = '', detail = ''] = /^([^:]*):?(.*)$/s.exec(finding) ?? []
  if (name === 'signed-otherwise') return detail
  const [, line = '', character = '', expected = ''] = /^(\d*):?(\d*):?(.*)$/s.exec(detail) ?? []
  return isTold(name) ? IN_WORDS[name](line, character, expected) : finding
}
