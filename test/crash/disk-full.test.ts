import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { buildServer, startTarget, type Target } from '../support/target.js'
import { type Account, Visitor } from './stage.js'

const disk = mkdtempSync(join(tmpdir(), 'iam-dojo-full-'))
const MEGABYTE = Buffer.alloc(1_000_000, 1)

/** A disk of 24 MB needs root and Linux; elsewhere the test is skipped, and counted as such. */
const mounted = mount()
afterAll(() => {
  if (mounted) execFileSync('umount', ['--lazy', disk])
  rmSync(disk, { recursive: true, force: true })
})

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Takes all room that is left, down to the last byte that a file of the database could have had. */
function fill(): void {
  for (const block of [MEGABYTE, MEGABYTE.subarray(0, 4096)]) {
    for (let part = 0; ; part++) {
      try {
        writeFileSync(join(disk, `filler-${block.length}-${part}`), block)
      } catch {
        break
      }
    }
  }
}

function makeRoom(): void {
  execFileSync('sh', ['-c', `rm -f ${disk}/filler-*`])
}

interface Acknowledged {
  accounts: string[]
  users: string[]
  imported: string[]
  /** Answers that were no success. */
  refused: string[]
}

/** Sign-ups, writes and imports at once, a few of each. */
async function load(
  visitor: Visitor,
  account: Account,
  files: { accountId: string; file: string }[],
  name: string,
): Promise<Acknowledged> {
  const done: Acknowledged = { accounts: [], users: [], imported: [], refused: [] }
  const refused = (error: unknown): void => {
    done.refused.push(String(error))
  }
  const signUps = async () => {
    for (let count = 0; count < 4; count++) {
      await visitor.signUp().then(({ accountId }) => done.accounts.push(accountId), refused)
    }
  }
  const writes = async () => {
    for (let count = 0; count < 30; count++) {
      const UserName = `${name}-${count}`
      const { status, text } = await visitor.call('iam', 'CreateUser', { UserName }, account)
      if (status === 200) done.users.push(UserName)
      else refused(`${status} ${text}`)
    }
  }
  const imports = async () => {
    for (const { accountId, file } of files) await visitor.imported(file).then(() => done.imported.push(accountId), refused)
  }
  await Promise.all([signUps(), writes(), imports()])
  return done
}

it.skipIf(!mounted)(
  'a full disk loses nothing that was acknowledged, is said to be full, and is forgotten once there is room',
  async () => {
    const data = join(disk, 'data')
    const folder = buildServer()
    let target: Target = await startTarget(folder, data)
    try {
      let visitor = new Visitor(target)
      await visitor.api('GET', '/api/lab/session')
      const account = await visitor.signUp()
      const files = await Promise.all([1, 2].map(async () => fileOfAnAccount(visitor)))
      const before = await load(visitor, account, [], 'before')
      expect(before.refused).toEqual([])

      const loading = load(visitor, account, files, 'during')
      fill()
      const during = await loading
      fill()
      const full = await load(visitor, account, files, 'full')
      const answers = [...during.refused, ...full.refused]
      expect(answers.length).toBeGreaterThan(10)
      expect(answers.filter((answer) => !/503.*disk .*is full/is.test(answer) && !answer.includes('AccountExists'))).toEqual([])
      expect(target.newLogs()).toMatch(/disk .*is full/i)
      expect((await visitor.call('sts', 'GetCallerIdentity', {}, account)).status).toBe(200)

      makeRoom()
      const after = await load(visitor, account, files, 'after')
      expect(after.refused.filter((answer) => !answer.includes('AccountExists'))).toEqual([])

      await target.kill()
      target = await startTarget(folder, data)
      visitor = new Visitor(target)
      const runs = [before, during, full, after]
      const { accounts } = await visitor.operator<{ accounts: { accountId: string }[] }>('GET', '/api/lab/accounts')
      const there = new Set(accounts.map(({ accountId }) => accountId))
      expect(runs.flatMap((run) => [...run.accounts, ...run.imported]).filter((id) => !there.has(id))).toEqual([])
      const { text } = await visitor.call('iam', 'ListUsers', { MaxItems: 1000 }, account)
      expect(runs.flatMap(({ users }) => users).filter((name) => !text.includes(`<UserName>${name}</UserName>`))).toEqual([])
    } finally {
      makeRoom()
      await target.stop()
    }
  },
)

/** An exported account that is no longer there. */
async function fileOfAnAccount(visitor: Visitor): Promise<{ accountId: string; file: string }> {
  const account = await visitor.signUp()
  const file = await visitor.exported(account)
  await visitor.operator('DELETE', `/api/lab/accounts/${account.accountId}`)
  return { accountId: account.accountId, file }
}
