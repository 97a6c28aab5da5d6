/**
 * What an account file may hold (decision 20). An export stays within these limits: the oldest records are left out. An
 * import refuses a file beyond them before it is parsed. 10,000 records of a busy account are some 10 MB.
 */
export const LIMITS = {
  /** The JSON text, unpacked, in bytes. */
  text: 48_000_000,
  /** Objects, lists, strings, numbers, true, false, and null; names of members don't count. */
  nodes: 2_000_000,
  depth: 64,
  /** One entity, record, stamp, or lesson: what the server takes in at once. */
  itemNodes: 50_000,
  itemText: 16_000_000,
  /** The first part as it stands in the file, packed and sealed: no text within the limit becomes larger. */
  sealed: 49_000_000,
  /** The second, raw part as it stands in the file. */
  raw: 64_000_000,
  /** A whole file of version 1. */
  version1: 16_000_000,
} as const

/** As many of the newest records as the server keeps of an account. */
export const MAX_RECORDS = 10_000
/** As many of the latest last uses go along. */
export const MAX_STAMPS = 50_000
