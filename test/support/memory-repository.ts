import type { Change } from '../../server/account/account.js'
import type { AccountRepository, Stamp } from '../../server/account/repository.js'
import type { NumberedRecord } from '../../server/account/request-record.js'

interface Stored {
  version: number
  rows: Map<string, Change>
  stamps: Map<string, Stamp>
  records: NumberedRecord[]
}

/** The repository's contract over plain maps, for tests of operations; the store's own suite runs on real engines. */
export function memoryRepository(): AccountRepository {
  const accounts = new Map<string, Stored>()
  const directory = new Map<string, string>()
  const append = (stored: Stored, accountId: string, records: Parameters<AccountRepository['appendRecords']>[1]) => {
    const first = stored.records.length + 1
    records.forEach((record, index) => {
      stored.records.push({ ...record, accountId, sequence: first + index })
    })
    return first
  }
  return {
    async load(accountId) {
      const stored = accounts.get(accountId)
      if (!stored) return undefined
      return { accountId, version: stored.version, changes: [...stored.rows.values()], stamps: [...stored.stamps.values()] }
    },
    version: async (accountId) => accounts.get(accountId)?.version,
    changesSince: async (accountId) => {
      const stored = accounts.get(accountId)
      return stored && { version: stored.version, changes: [...stored.rows.values()] }
    },
    async commit({ accountId, baseVersion, changes, claims, releases, records }) {
      const stored = accounts.get(accountId) ?? { version: 0, rows: new Map(), stamps: new Map(), records: [] }
      if (stored.version !== baseVersion) return { status: 'conflict' }
      for (const entry of claims) {
        const holder = directory.get(`${entry.kind}:${entry.value}`)
        if (holder && holder !== accountId) return { status: 'taken', entry }
      }
      for (const entry of releases) directory.delete(`${entry.kind}:${entry.value}`)
      for (const entry of claims) directory.set(`${entry.kind}:${entry.value}`, accountId)
      for (const change of changes) {
        if (change.entity) stored.rows.set(`${change.kind}:${change.key}`, change)
        else stored.rows.delete(`${change.kind}:${change.key}`)
      }
      stored.version++
      accounts.set(accountId, stored)
      return { status: 'committed', version: stored.version, firstSequence: append(stored, accountId, records) }
    },
    async remove(accountId) {
      accounts.delete(accountId)
      for (const [name, holder] of directory) if (holder === accountId) directory.delete(name)
    },
    find: async ({ kind, value }) => directory.get(`${kind}:${value}`),
    list: async () => [...accounts.keys()],
    async appendRecords(accountId, records) {
      const stored = accounts.get(accountId)
      return stored ? append(stored, accountId, records) : 0
    },
    records: async (accountId, { after = 0, limit }) =>
      (accounts.get(accountId)?.records ?? []).filter(({ sequence }) => sequence > after).slice(0, limit),
    lastSequence: async (accountId) => accounts.get(accountId)?.records.at(-1)?.sequence ?? 0,
    pruneRecords: async () => undefined,
    async mergeStamps(accountId, stamps) {
      for (const stamp of stamps) accounts.get(accountId)?.stamps.set(`${stamp.kind}:${stamp.key}`, stamp)
    },
    close: async () => undefined,
  }
}
