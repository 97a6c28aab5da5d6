import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { codeOf } from './system-error.js'

/** SQLite's write-ahead log as a file. Source: sqlite.org/fileformat2.html, "The Write-Ahead Log". All sizes in bytes. */
const HEADER = 32
const FRAME_HEADER = 24
const BIG_ENDIAN_SUMS = 0x377f0683
const LITTLE_ENDIAN_SUMS = 0x377f0682

/**
 * Has the log lost something that was committed? SQLite reads it as far as its checksums are right and drops the rest in
 * silence. A process that is killed leaves a torn end, which was never acknowledged: a fault is only what has a whole
 * commit of the same log behind it.
 */
export function isWalDamaged(file: string): boolean {
  let log: number
  try {
    log = openSync(file, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
  try {
    return isDamaged(log)
  } finally {
    closeSync(log)
  }
}

function isDamaged(log: number): boolean {
  const { size } = fstatSync(log)
  const header = Buffer.alloc(HEADER)
  if (readSync(log, header, 0, HEADER, 0) < HEADER) return false
  const magic = header.readUInt32BE(0)
  const pageSize = header.readUInt32BE(8)
  const sums = new Checksum(magic === BIG_ENDIAN_SUMS)
  const known = magic === BIG_ENDIAN_SUMS || magic === LITTLE_ENDIAN_SUMS
  // A header is written whole before the first frame, so a wrong one with a frame behind it is no torn end.
  if (!known || pageSize < 512 || pageSize > 65_536) return size >= HEADER + FRAME_HEADER
  sums.add(header.subarray(0, 24))
  if (!sums.equals(header, 24)) return size >= HEADER + FRAME_HEADER + pageSize

  const frame = Buffer.alloc(FRAME_HEADER + pageSize)
  let broken = false
  for (let at = HEADER; readSync(log, frame, 0, frame.length, at) === frame.length; at += frame.length) {
    const ofThisLog = frame.compare(header, 16, 24, 8, 16) === 0
    if (!broken) {
      sums.add(frame.subarray(0, 8))
      sums.add(frame.subarray(FRAME_HEADER))
      broken = !ofThisLog || !sums.equals(frame, 16)
      // The rest of an earlier log, which SQLite overwrites from the front.
      continue
    }
    const isCommit = frame.readUInt32BE(4) !== 0
    if (ofThisLog && isCommit) return true
  }
  return false
}

/** The format's cumulative checksum over pairs of 32-bit words. */
class Checksum {
  #first = 0
  #second = 0
  constructor(readonly bigEndian: boolean) {}

  add(bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      this.#first = (this.#first + view.getUint32(at, !this.bigEndian) + this.#second) | 0
      this.#second = (this.#second + view.getUint32(at + 4, !this.bigEndian) + this.#first) | 0
    }
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readInt32BE(at) === this.#first && bytes.readInt32BE(at + 4) === this.#second
  }
}
