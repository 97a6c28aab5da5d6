import { randomUUID } from 'node:crypto'
import { type Account, type AccountRef, accountEntity, accountTime } from '../../account/account.js'
import { rootArn } from '../../account/arns.js'
import type { Caller } from '../../account/caller.js'
import { DAY_MS } from '../../account/durations.js'
import type { Adoption } from '../../account/repository.js'
import type { RequestRecord } from '../../account/request-record.js'
import { StagedAccount } from '../../account/staged-account.js'
import { GLOBAL_REGION } from '../../aws/global-region.js'
import { NO_LESSON } from '../../lessons/checks/check.js'
import { passes } from '../../lessons/checks/vocabulary.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import { StaleRead } from '../../runner/stale-read.js'
import type { LabServices } from '../services.js'

const MAX_ATTEMPTS = 5

/** What playing a fixture needs. */
export type FixtureServices = Pick<LabServices, 'runner' | 'operations' | 'clock'>

/** Operations of a fixture that its checks say are still missing in this account. */
export function missingOperations(
  { clock }: Pick<LabServices, 'clock'>,
  account: Account,
  fixture: Fixture,
): Fixture['operations'] {
  const now = accountTime(account, clock.now())
  const nothing = { records: [], refusals: [], quizzesPassed: new Set<string>(), lesson: NO_LESSON }
  const evidence = { account, now, openedAt: now, ...nothing }
  return fixture.operations.filter(({ unless }) => unless === undefined || !passes(unless, evidence))
}

/**
 * Plays what is missing on a staged account, as root, through the runner that all requests take. In a new account,
 * the records say that its former owner made these calls. While an older operation is played, the clock stands where it is said
 * to have happened.
 */
export async function playFixture(services: FixtureServices, staged: StagedAccount, fixture: Fixture): Promise<void> {
  const runner = services.runner.over(staged.accounts)
  const account = await staged.account()
  for (const { call, with: input, ageDays = 0 } of missingOperations(services, account, fixture)) {
    const operation = services.operations.get(call)
    if (!operation) throw new Error(`a fixture calls ${call}, which does not exist`)
    await shiftClock(staged, -ageDays * DAY_MS)
    await runner.run({ operation, input, caller: fixtureCaller(account), request: fixtureRequest() })
    await shiftClock(staged, ageDays * DAY_MS)
  }
}

/**
 * Adds to the learner's own account what a lesson stands on, as the lesson's set-up: all of it in one commit, or nothing.
 * `adopts`: new accounts that come into being with it.
 */
export async function addFixtures(
  services: FixtureServices & Pick<LabServices, 'accounts'>,
  accountId: string,
  fixtures: readonly Fixture[],
  adopts: readonly Adoption[] = [],
): Promise<void> {
  const { accounts, clock } = services
  for (let attempt = 1; ; attempt++) {
    const account = await accounts.get(accountId)
    if (!account) return
    const staged = new StagedAccount(account, clock)
    const { version } = account
    for (const fixture of fixtures) await playFixture(services, staged, fixture)
    const { changes, claims, releases, records } = await staged.played()
    try {
      await accounts.writeBeside(
        account,
        (draft) => {
          if (draft.version !== version) throw new StaleRead()
          draft.take(changes)
          for (const entry of claims) draft.claim(entry, () => new Error(`${entry.kind} ${entry.value} is taken`))
          for (const entry of releases) draft.release(entry)
        },
        { records: () => records.map(bySetUp), adopts },
      )
      return
    } catch (error) {
      if (!(error instanceof StaleRead) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function shiftClock(staged: StagedAccount, ms: number): Promise<void> {
  if (ms === 0) return
  await staged.accounts.write(await staged.account(), (draft) => {
    const entity = accountEntity(draft)
    draft.put('Account', { ...entity, clockOffset: entity.clockOffset + ms })
  })
}

/**
 * Who adds what a lesson stands on. Root's rights are needed for it, but a learner who reads the history must never take
 * the course for root: so the event is told as AWS tells what one of its services does by itself.
 */
export const LESSON_SET_UP = 'lesson-set-up.iam-dojo'

const bySetUp = (record: RequestRecord): RequestRecord => ({
  ...record,
  principal: { type: 'AWSService', invokedBy: LESSON_SET_UP },
  sourceIp: LESSON_SET_UP,
  userAgent: LESSON_SET_UP,
})

const fixtureCaller = ({ accountId, incarnation }: AccountRef): Caller => ({
  type: 'Root',
  accountId,
  incarnation,
  arn: rootArn(accountId),
  userId: accountId,
  credential: { accessKeyId: '', kind: 'long-term' },
})

const fixtureRequest = () => ({
  requestId: randomUUID(),
  sourceIp: '127.0.0.1',
  userAgent: 'iam-dojo-fixture',
  region: GLOBAL_REGION,
  secureTransport: false,
})
