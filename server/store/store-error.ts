import { reasonOf } from './system-error.js'

/** Why the store can't be used, or could not take a write. */
export type StoreErrorCode =
  /** Another process has it open. */
  | 'locked'
  /** A newer version wrote it. */
  | 'newer'
  | 'full'
  | 'wrong-key'
  /** Another program's database. */
  | 'foreign'
  /** Its content can't be trusted any more. */
  | 'damaged'
  /** The database was taken away or replaced. */
  | 'gone'
  | 'unusable'
  /** The database server doesn't answer, for now. */
  | 'away'
  /** It answers that it can't do this now. */
  | 'busy'

/** The store can't be used, in one plain sentence for the person at the machine; `cause` is what the system said. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export const unusableFolder = (folder: string, cause: unknown): StoreError =>
  new StoreError('unusable', `The data folder ${folder} can't be used: ${reasonOf(cause)}. Choose another with --data.`, {
    cause,
  })
