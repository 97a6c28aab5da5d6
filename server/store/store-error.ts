/** The store can't be used, in one plain sentence for the person at the machine. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  constructor(
    readonly code: 'locked' | 'newer' | 'full' | 'wrong-key' | 'unusable',
    message: string,
  ) {
    super(message)
  }
}
