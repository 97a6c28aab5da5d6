import { randomBytes } from 'node:crypto'
import { newAccount } from '../../server/account/new-account.js'
import { openStore } from '../../server/store/store.js'
import { systemClock, systemRandom } from '../../server/system.js'

/** Makes accounts without end and prints each one's id once it is acknowledged. See kill.test.ts. */
const [, , file = ''] = process.argv
const store = await openStore({ engine: 'sqlite', file, masterKey: new Uint8Array(32).fill(5), clock: systemClock })
for (;;) {
  const draft = newAccount({
    accountId: undefined,
    name: 'Example',
    email: `${randomBytes(8).toString('hex')}@example.com`,
    passwordHash: 'none',
    passwordScore: 0,
    now: systemClock.now(),
    random: systemRandom,
  })
  await store.accounts.commit({
    accountId: draft.accountId,
    baseVersion: 0,
    changes: draft.changes(),
    claims: draft.claims.map(({ entry }) => entry),
    releases: [],
    records: [],
  })
  process.stdout.write(`${draft.accountId}\n`)
}
