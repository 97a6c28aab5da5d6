/** What the server found first that differs, in words; the first part is the finding's name. See server/lab/worksheet. */
const IN_WORDS: Readonly<Record<string, (line: string, character: string, expected: string) => string>> = {
  differs: (line, character, expected) => `Line ${line}, character ${character}: the server has ${named(expected)} there.`,
  'goes-on': (line, character) => `Line ${line}, character ${character}: the server’s line ends before it, yours goes on.`,
  'missing-line': (line) => `Line ${line} is missing: the server’s text goes on.`,
  'extra-line': (line) => `Line ${line}: the server’s text ends before it. There is no line feed at its end.`,
  hash: (line) => `Line ${line}: a hash, but of another text. What you hashed is not, byte by byte, what the server hashed.`,
  'hashed-line-feed': (line) => `Line ${line}: the right text was hashed with a line feed at its end.`,
  'host-unsigned': () => 'There is no line for the host.',
  'host-without-port': () => 'The host is signed without its port.',
  'not-a-signature': () => 'A signature is 64 hexadecimal digits in small letters.',
  'signature-differs': () =>
    'The server has another signature, and none of the usual mistakes gives yours. Begin again at the string to sign and the secret.',
}

const named = (character: string): string => (character === ' ' ? 'a space' : `“${character}”`)

export function findingInWords(finding: string): string {
  const [, name = '', detail = ''] = /^([^:]*):?(.*)$/s.exec(finding) ?? []
  if (name === 'signed-otherwise') return detail
  const [, line = '', character = '', expected = ''] = /^(\d*):?(\d*):?(.*)$/s.exec(detail) ?? []
  return IN_WORDS[name]?.(line, character, expected) ?? finding
}
