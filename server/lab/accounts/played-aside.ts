import { accountEntity, type Draft, type Entity } from '../../account/account.js'
import { DAY_MS } from '../../account/durations.js'
import { newAccount } from '../../account/new-account.js'
import { StagedAccount } from '../../account/staged-account.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import type { LabServices } from '../services.js'
import { type FixtureServices, playFixture } from './play-fixture.js'
import type { AccountContent, Wanted } from './template.js'

/** What playing a fixture's own account needs. */
export type PlayServices = FixtureServices & Pick<LabServices, 'passwords' | 'estimateScore' | 'random'>

/**
 * A fixture's own account, aside from the store. The clock stands in the past while the operations are played, then at its
 * end, so that keys are as old as they look.
 */
export async function playedAside(services: PlayServices, fixture: Fixture, wanted: Wanted): Promise<AccountContent> {
  const { clock, random, passwords, estimateScore } = services
  const { accountId, name, email, alias, clockOffset: endOffset } = wanted
  const { password = '', ageDays = 0 } = fixture.account ?? {}
  const passwordHash = await passwords.hash(password)
  const passwordScore = await estimateScore(password, [name, email])
  const clockOffset = endOffset - ageDays * DAY_MS
  const now = clock.now() + clockOffset
  const draft = newAccount({ accountId, name, email, passwordHash, passwordScore, now, random })
  changeAccount(draft, { clockOffset, ...(alias ? { alias } : {}) })
  const staged = new StagedAccount(draft, clock)
  await playFixture(services, staged, fixture)
  await staged.accounts.write(await staged.account(), (last) => changeAccount(last, { clockOffset: endOffset }))
  const { changes, records, stamps } = await staged.adoption({ documents: [] })
  return {
    entities: changes.flatMap(({ kind, entity }) => (entity ? [{ kind, entity }] : [])),
    records: [...records].map(({ sequence: _, ...record }) => record),
    stamps,
  }
}

const changeAccount = (draft: Draft, change: Partial<Entity<'Account'>>): void =>
  draft.put('Account', { ...accountEntity(draft), ...change })
