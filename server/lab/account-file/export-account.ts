import type { NumberedRecord } from '../../account/request-record.js'
import type { LessonEngine } from '../progress/engine.js'
import type { LabServices } from '../services.js'
import { inTheClear, MAX_RECORDS } from './content.js'
import { sealFile } from './sealed-file.js'

const PAGE = 1000

/** The account as a file that only the passphrase opens. Undefined when the account is gone. */
export async function exportAccount(
  { accounts, clock }: LabServices,
  engine: LessonEngine,
  { accountId, passphrase, fixture }: { accountId: string; passphrase: string; fixture?: string },
): Promise<string | undefined> {
  await accounts.flush(accountId)
  const snapshot = await accounts.repository.load(accountId)
  if (!snapshot) return undefined
  const records = await newestRecords(accounts.repository, accountId)
  const last = records.at(-1)?.sequence ?? (await accounts.repository.lastSequence(accountId))
  const content = {
    entities: snapshot.changes.flatMap(({ kind, entity }) => (entity ? [{ kind, entity: inTheClear(entity) }] : [])),
    stamps: snapshot.stamps,
    records,
    nextSequence: last + 1,
    progress: await engine.all(accountId),
    ...(fixture === undefined ? {} : { fixture }),
  }
  return sealFile(content, { passphrase, accountId, exportedAt: new Date(clock.now()).toISOString() })
}

/** In ascending order; where others were pushed out, there are gaps. */
async function newestRecords(repository: LabServices['accounts']['repository'], accountId: string): Promise<NumberedRecord[]> {
  const newestFirst: NumberedRecord[] = []
  for (;;) {
    const before = newestFirst.at(-1)?.sequence
    const page = await repository.newestRecords(accountId, { ...(before === undefined ? {} : { before }), limit: PAGE })
    newestFirst.push(...page)
    if (page.length < PAGE || newestFirst.length >= MAX_RECORDS) return newestFirst.slice(0, MAX_RECORDS).reverse()
  }
}
