import { Extension } from '@peculiar/x509'

const NAME_CONSTRAINTS = '2.5.29.30'
/** The tags of DER: a sequence, `permittedSubtrees`, and a `dNSName`. Source: RFC 5280, sections 4.2.1.6 and 4.2.1.10. */
const [SEQUENCE, PERMITTED, DNS_NAME] = [0x30, 0xa0, 0x82]

/**
 * Keeps an authority to these host names and what is below them. It says nothing about addresses, so those are all
 * permitted: nobody types the address of a bank.
 */
export function permittingNames(names: readonly string[]): Extension {
  const subtrees = names.map((name) => der(SEQUENCE, der(DNS_NAME, Buffer.from(name, 'ascii'))))
  return new Extension(NAME_CONSTRAINTS, true, der(SEQUENCE, der(PERMITTED, Buffer.concat(subtrees))))
}

function der(tag: number, content: Uint8Array): Buffer<ArrayBuffer> {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
