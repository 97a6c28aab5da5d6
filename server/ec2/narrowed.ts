import type { Context, Operation } from '../runner/operation.js'

/** A listing without the items that a parameter of its own leaves out: to name one of those is no error. */
export const narrowed = <I, T>(listing: Operation, keep: (item: T, input: I, accountId: string) => boolean): Operation => ({
  ...listing,
  async prepare(context) {
    const { input, account } = context as Context<I>
    const items = (await listing.prepare?.(context)) as readonly T[]
    return items.filter((item) => keep(item, input, account.accountId))
  },
})
