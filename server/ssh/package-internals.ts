import type { Connection, EncryptedPrivateKey, Session, utils } from 'ssh2'

/**
 * What ssh2 1.17 can't do by its public interface. Its version is fixed in package.json, and tests with OpenSSH's client
 * fail if one of these no longer does what it says.
 */
interface Internals {
  _protocol: {
    _packetRW: {
      write: {
        allocStartKEX: number
        alloc(size: number, force: boolean): Buffer
        finalize(packet: Buffer, force: boolean): Buffer
      }
    }
    _cipher: { encrypt(packet: Buffer): void }
  }
}

const DISCONNECT = 1
const PROTOCOL_ERROR = 2

/** Says why the connection ends, which ssh prints after `Received disconnect from …`. Source: RFC 4253, section 11.1. */
export function disconnect(client: Connection, text: string): void {
  const { _packetRW, _cipher } = (client as unknown as Internals)._protocol
  const { write } = _packetRW
  const length = Buffer.byteLength(text)
  const packet = write.alloc(13 + length, true)
  const start = write.allocStartKEX
  packet[start] = DISCONNECT
  packet.writeUInt32BE(PROTOCOL_ERROR, start + 1)
  packet.writeUInt32BE(length, start + 5)
  packet.write(text, start + 9)
  packet.writeUInt32BE(0, start + 9 + length)
  _cipher.encrypt(write.finalize(packet, true))
}

/**
 * A private key that the package won't read again for each connection, half of what a connection costs: wherever it takes
 * the text of a key, it also takes one that it has read.
 */
export function readOnce(parseKey: typeof utils.parseKey, privateKey: string): EncryptedPrivateKey {
  const key = parseKey(privateKey)
  if (key instanceof Error) throw key
  return { key: key as unknown as string }
}

/**
 * How much the client takes in one packet of a channel. The package cuts its output into such pieces at once: with 0 it
 * would never end, and with 1 a megabyte would be a million packets.
 */
export const packetSizeOf = (session: Session): number =>
  (session as unknown as { _chanInfo: { outgoing: { packetSize: number } } })._chanInfo.outgoing.packetSize
