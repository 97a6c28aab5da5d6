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
  'host-unsigned': () => 'The line for the host is missing.',
  'host-without-port': () => 'The host is signed without its port.',
  'not-a-signature': () => 'A signature has 64 hexadecimal digits, in lowercase.',
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
