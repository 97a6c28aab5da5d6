import { randomUUID } from 'node:crypto'
import { accountEntity, accountTime } from '../../account/account.js'
import { rootArn } from '../../account/arns.js'
import type { Caller } from '../../account/caller.js'
import { NO_LESSON } from '../checks/check.js'
import { passes } from '../checks/vocabulary.js'
import type { LabServices } from '../services.js'
import type { Fixture } from './fixture.js'

/** Operations of a fixture that its checks say are still missing in this account. */
export async function missingOperations(
  services: LabServices,
  accountId: string,
  fixture: Fixture,
): Promise<Fixture['operations']> {
  const account = await services.accounts.get(accountId)
  if (!account) return []
  const now = accountTime(account, services.clock.now())
  const nothing = { records: [], refusals: [], quizzesPassed: new Set<string>(), lesson: NO_LESSON }
  const evidence = { account, now, openedAt: now, ...nothing }
  return fixture.operations.filter(({ unless }) => unless === undefined || !passes(unless, evidence))
}

/** Plays what is missing, as root, through the runner that all requests take; records say `iam-dojo-fixture`. */
export async function playFixture(services: LabServices, accountId: string, fixture: Fixture): Promise<void> {
  for (const { call, with: input, ageDays = 0 } of await missingOperations(services, accountId, fixture)) {
    const operation = services.operations.get(call)
    if (!operation) throw new Error(`a fixture calls ${call}, which does not exist`)
    await shiftClock(services, accountId, -ageDays * DAY_MS)
    try {
      await services.runner.run({ operation, input, caller: fixtureCaller(accountId), request: fixtureRequest() })
    } finally {
      await shiftClock(services, accountId, ageDays * DAY_MS)
    }
  }
}

const DAY_MS = 86_400_000

async function shiftClock({ accounts }: LabServices, accountId: string, ms: number): Promise<void> {
  if (ms === 0) return
  await accounts.write(accountId, (draft) => {
    const entity = accountEntity(draft)
    draft.put('Account', { ...entity, clockOffset: entity.clockOffset + ms })
  })
}

const fixtureCaller = (accountId: string): Caller => ({
  type: 'Root',
  accountId,
  arn: rootArn(accountId),
  userId: accountId,
  credential: { accessKeyId: '', kind: 'long-term' },
})

const fixtureRequest = () => ({
  requestId: randomUUID(),
  sourceIp: '127.0.0.1',
  userAgent: 'iam-dojo-fixture',
  region: 'us-east-1',
  secureTransport: false,
})
