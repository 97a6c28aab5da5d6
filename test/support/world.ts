import { createHash } from 'node:crypto'
import type { AccountView, Draft } from '../../server/account/account.js'
import { Accounts } from '../../server/account/accounts.js'
import { rootArn, userArn } from '../../server/account/arns.js'
import type { Caller, SigningCredential } from '../../server/account/caller.js'
import { foldName } from '../../server/account/indexes.js'
import { newAccount } from '../../server/account/new-account.js'
import type { Clock, Instant, Monotonic, Random } from '../../server/account/ports.js'
import type { NumberedRecord } from '../../server/account/request-record.js'
import { StagedAccount } from '../../server/account/staged-account.js'
import { LookupEvents } from '../../server/cloudtrail/lookup-events.js'
import { countInMemory } from '../../server/credentials/guess-counts.js'
import { GuessLanes } from '../../server/credentials/guess-lanes.js'
import { Guesses, noDevices } from '../../server/credentials/guesses.js'
import type { PasswordHasher } from '../../server/credentials/password-hasher.js'
import { findCredential } from '../../server/credentials/signing-credential.js'
import { ec2Operations } from '../../server/ec2/index.js'
import { iamOperations } from '../../server/iam/index.js'
import type { Operation } from '../../server/runner/operation.js'
import { Runner } from '../../server/runner/run.js'
import type { Store } from '../../server/store/store.js'
import { fetchJson } from '../../server/sts/fetch-json.js'
import { stsOperations } from '../../server/sts/index.js'
import { openTestStore } from './databases.js'
import { codePair } from './totp.js'

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  constructor(public time: Instant = Date.parse('2026-01-31T10:20:30Z')) {}
  now(): Instant {
    return this.time
  }
  forward(ms: number): void {
    this.time += ms
  }
}

/**
 * Time that passes when a test says so: what is due in between happens in order. No time passes while something that was
 * begun is still under way: `settled` waits for it.
 */
export class FakeTime implements Monotonic {
  #now = 0
  readonly #settled: () => Promise<unknown>
  readonly #due = new Set<{ at: number; work: () => void }>()
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(settled: () => Promise<unknown> = () => new Promise((resolve) => setImmediate(resolve))) {
    this.#settled = settled
  }

  now(): number {
    return this.#now
  }

  /** Does anybody wait for a time to come? */
  get isAwaited(): boolean {
    return this.#due.size > 0
  }

  after(ms: number, work: () => void): () => void {
    const one = { at: this.#now + ms, work }
    this.#due.add(one)
    return () => this.#due.delete(one)
  }

  /** No time passes until this has ended. */
  hold<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    const over = () => void this.#underWay.delete(work)
    work.then(over, over)
    return work
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      // Whoever was let in may come again at once.
      do {
        await Promise.allSettled(this.#underWay)
        await this.#settled()
      } while (this.#underWay.size > 0)
      const [next] = [...this.#due].sort((a, b) => a.at - b.at)
      if (!next || next.at > end) break
      this.#due.delete(next)
      this.#now = next.at
      next.work()
    }
    this.#now = end
  }
}

/** Repeatable chance: the same seed, the same bytes. */
export function seededRandom(seed = 'iam-dojo'): Random {
  let counter = 0
  return {
    bytes(length) {
      const out: number[] = []
      while (out.length < length) out.push(...createHash('sha256').update(`${seed}:${counter++}`).digest())
      return Uint8Array.from(out.slice(0, length))
    },
  }
}

/** Quick and recognisable; for tests of operations that are not about hashing. */
export const fakePasswords: PasswordHasher = {
  hash: async (password, likeHash) => {
    const salt = likeHash?.split('$')[1] ?? createHash('sha256').update(password).digest('hex').slice(0, 8)
    return `fake$${salt}$${createHash('sha256')
      .update(salt + password)
      .digest('hex')}`
  },
  verify: async (password, hash) => {
    if (!hash) return false
    const salt = hash.split('$')[1] ?? ''
    return (
      hash ===
      `fake$${salt}$${createHash('sha256')
        .update(salt + password)
        .digest('hex')}`
    )
  },
}

export type Outcome = Record<string, unknown>

interface WorldOptions {
  random?: Random
  shared?: boolean
  sshHostKeyFingerprint?: () => Promise<string | undefined>
}

/** Operations over one account in memory, without the wire: the bench of operation tests. */
export class World {
  readonly clock: FakeClock
  readonly random: Random
  readonly time = new FakeTime()
  readonly records: NumberedRecord[] = []
  readonly accounts: Accounts
  readonly runner: Runner
  accountId = ''
  #incarnation = ''
  #requests = 0

  constructor(
    store: Store,
    clock: FakeClock,
    passwords: PasswordHasher = fakePasswords,
    {
      random = seededRandom(),
      shared = store.shared !== undefined,
      sshHostKeyFingerprint = async () => undefined,
    }: WorldOptions = {},
  ) {
    this.clock = clock
    this.random = random
    this.accounts = new Accounts({
      repository: store.accounts,
      clock: this.clock,
      onRecorded: (records) => this.records.push(...records),
      batchMs: 0,
      shared,
    })
    this.runner = new Runner({
      accounts: this.accounts,
      clock: this.clock,
      random: this.random,
      passwords,
      guesses: new Guesses(new GuessLanes(this.time, countInMemory), noDevices),
      fetchJson,
      sshHostKeyFingerprint,
    })
  }

  static async withAccount(passwords?: PasswordHasher, options?: WorldOptions): Promise<World> {
    const clock = new FakeClock()
    const store = await openTestStore({ masterKey: new Uint8Array(32).fill(1), clock })
    const world = new World(store, clock, passwords, options)
    await world.enter(await world.newAccount('root@example.com'))
    return world
  }

  async newAccount(email: string, accountId?: string): Promise<string> {
    const draft: Draft = newAccount({
      accountId,
      name: 'Example',
      email,
      passwordHash: await fakePasswords.hash('correct horse battery staple'),
      passwordScore: 4,
      now: this.clock.now(),
      random: this.random,
    })
    const adoption = await new StagedAccount(draft, this.clock).adoption({ documents: [] })
    if ((await this.accounts.adopt(adoption)).status !== 'adopted') throw new Error('the account could not be made')
    return draft.accountId
  }

  /** Calls are this account's from now on. */
  async enter(accountId: string): Promise<void> {
    this.accountId = accountId
    this.#incarnation = (await this.view()).incarnation
  }

  async view(): Promise<AccountView> {
    const account = await this.accounts.get(this.accountId)
    if (!account) throw new Error('no account')
    return account
  }

  root(credential: Partial<SigningCredential> = {}): Caller {
    return {
      type: 'Root',
      accountId: this.accountId,
      incarnation: this.#incarnation,
      arn: rootArn(this.accountId),
      userId: this.accountId,
      credential: { accessKeyId: 'AKIAROOTROOTROOTROOT', kind: 'long-term', ...credential },
    }
  }

  async user(userName: string, credential: Partial<SigningCredential> = {}): Promise<Caller> {
    const [user] = (await this.view()).where('User', 'name', foldName(userName))
    if (!user) throw new Error(`no user ${userName}`)
    return {
      type: 'IAMUser',
      accountId: this.accountId,
      incarnation: this.#incarnation,
      arn: userArn(this.accountId, user),
      userId: user.userId,
      userName: user.userName,
      credential: { accessKeyId: 'AKIAUSERUSERUSERUSER', kind: 'long-term', ...credential },
    }
  }

  /** Who signs with these credentials now; throws what the wire would answer. */
  async session(credentials: { AccessKeyId: string; SessionToken?: string }): Promise<Caller> {
    const { AccessKeyId, SessionToken } = credentials
    return (await findCredential(this.accounts, AccessKeyId, SessionToken, this.clock.now())).caller
  }

  /** Gives a user a virtual MFA device; the clock is then at the end of the codes that enrolled it. */
  async enrol(userName: string): Promise<{ serialNumber: string; seed: string }> {
    const { VirtualMFADevice } = await this.call<{ VirtualMFADevice: { SerialNumber: string; Base32StringSeed: Uint8Array } }>(
      'iam:CreateVirtualMFADevice',
      { VirtualMFADeviceName: userName },
    )
    const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed)
    const { SerialNumber } = VirtualMFADevice
    const [AuthenticationCode1, AuthenticationCode2] = codePair(seed, 0, this.clock.now())
    await this.call('iam:EnableMFADevice', { UserName: userName, SerialNumber, AuthenticationCode1, AuthenticationCode2 })
    return { serialNumber: SerialNumber, seed }
  }

  /** AssumeRole's session as a caller. */
  async assume(roleName: string, caller: Caller, input: Outcome = {}): Promise<Caller> {
    const { Credentials } = await this.call<{ Credentials: { AccessKeyId: string; SessionToken: string } }>(
      'sts:AssumeRole',
      { RoleArn: `arn:aws:iam::${this.accountId}:role/${roleName}`, RoleSessionName: 'test', ...input },
      caller,
    )
    return this.session(Credentials)
  }

  /** Runs `iam:CreateUser` and the like as root, or as `caller`, signed for a Region. */
  async call<T = Outcome>(action: string, input: Outcome = {}, caller: Caller = this.root(), region = 'us-east-1'): Promise<T> {
    const [service, name] = action.split(':')
    const found: Operation | undefined = [...iamOperations, ...stsOperations, ...ec2Operations, LookupEvents].find(
      (operation) => operation.service === service && operation.name === name,
    )
    if (!found) throw new Error(`no operation ${action}`)
    return (await this.runner.run({
      operation: found,
      input,
      caller,
      request: {
        requestId: `request-${++this.#requests}`,
        sourceIp: '127.0.0.1',
        userAgent: 'test',
        region,
        secureTransport: false,
      },
    })) as T
  }
}
