import { accountEntity, type Draft } from '../../account/account.js'
import type { Kind } from '../../account/entities.js'
import { INDEXES, keyOf } from '../../account/indexes.js'
import { newSealingKey } from '../../account/new-account.js'
import type { Fixture } from '../course/fixture.js'
import { playFixture } from '../course/play-fixture.js'
import type { LabServices } from '../services.js'

const OWNED = (Object.keys(INDEXES) as Kind[]).filter((kind) => kind !== 'Account')
const DAY_MS = 86_400_000

/**
 * An account as new, or as its fixture left it: everything in it goes, its event history too, and a fresh sealing key
 * makes every old session token worthless. Root's own account keeps its password; a fixture's gets the fixture's.
 */
export async function resetAccount(services: LabServices, accountId: string, fixture?: Fixture): Promise<void> {
  const now = services.clock.now()
  const inherited = fixture?.account
  const password = inherited && {
    hash: await services.passwords.hash(inherited.password),
    score: await services.estimateScore(inherited.password, [inherited.name]),
  }
  const offset = -(inherited?.ageDays ?? 0) * DAY_MS
  await services.accounts.write(accountId, (draft) => {
    for (const kind of OWNED) deleteAll(draft, kind)
    const { alias, ...entity } = accountEntity(draft)
    if (alias) draft.release({ kind: 'alias', value: alias })
    draft.put('Account', {
      ...entity,
      ...(inherited ? { name: inherited.name } : {}),
      createDate: now + offset,
      clockOffset: offset,
      sealingKey: newSealingKey(services.random),
      rootPassword: password ? { ...password, changedAt: now + offset } : entity.rootPassword,
    })
  })
  await services.accounts.repository.pruneRecords(accountId, 0, now + DAY_MS)
  if (!fixture) return
  await playFixture(services, accountId, fixture)
  await services.accounts.write(accountId, (draft) => draft.put('Account', { ...accountEntity(draft), clockOffset: 0 }))
}

function deleteAll(draft: Draft, kind: Kind): void {
  for (const entity of draft.ordered(kind)) draft.delete(kind, keyOf(kind, entity as never))
}
