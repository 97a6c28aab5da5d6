import type { AccountRef } from '../../server/account/account.js'
import { Accounts } from '../../server/account/accounts.js'
import type { Rings } from '../../server/store/rings.js'
import { openStore, type Store } from '../../server/store/store.js'
import { FakeClock } from './world.js'

const masterKey = new Uint8Array(32).fill(5)
let ids = 0

/** A process, as far as its refusals and inspections need one. */
export interface RecordsProcess {
  store: Store
  accounts: Accounts
  clock: FakeClock
  /** A new account, as any process sees it. */
  newAccount(): Promise<AccountRef>
  /** Ends an account and begins another one with its id. */
  reset(of: AccountRef): Promise<AccountRef>
  close(): Promise<void>
}

/** `connectionString` undefined: with SQLite, in memory. */
export async function recordsProcess(connectionString?: string, clock = new FakeClock()): Promise<RecordsProcess> {
  const store = await openStore(
    connectionString === undefined
      ? { engine: 'sqlite', file: ':memory:', masterKey, clock }
      : { engine: 'postgres', connectionString, masterKey, clock },
  )
  const accounts = new Accounts({
    repository: store.accounts,
    clock: { now: () => 0 },
    shared: store.shared !== undefined,
  })
  const empty = { changes: [], claims: [], records: [], nextSequence: 1, stamps: [], documents: [] }
  const adopted = async (accountId: string, replaces?: string): Promise<AccountRef> => {
    await accounts.adopt({ accountId, replaces, ...empty })
    return accounts.existing(accountId)
  }
  return {
    store,
    accounts,
    clock,
    newAccount: () => adopted(String(300_000_000_000 + process.pid * 10_000 + ++ids)),
    reset: ({ accountId, incarnation }) => adopted(accountId, incarnation),
    async close() {
      await accounts.flush()
      await store.close()
    },
  }
}

/** Those of a process with PostgreSQL. */
export function ringsOf({ store }: RecordsProcess): Rings {
  if (!store.shared) throw new Error('SQLite has no rings')
  return store.shared.rings
}
