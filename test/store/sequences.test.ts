import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../server/store/store.js'
import { allow, policy, trust } from '../support/policies.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock, seededRandom, World } from '../support/world.js'

const masterKey = new Uint8Array(32).fill(5)
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

type Call = [action: string, input: Record<string, unknown>]

/** Operations over a few names, so that they meet: most succeed, many are refused. */
const user = fc.constantFrom('ann', 'Ann', 'bob')
const group = fc.constantFrom('G', 'H')
const role = fc.constantFrom('R', 'S')
const text = policy(allow('s3:*'))
const call: fc.Arbitrary<Call> = fc.oneof(
  user.map((UserName): Call => ['iam:CreateUser', { UserName, Tags: [{ Key: 'k', Value: UserName }] }]),
  user.map((UserName): Call => ['iam:DeleteUser', { UserName }]),
  fc.tuple(user, user).map(([UserName, NewUserName]): Call => ['iam:UpdateUser', { UserName, NewUserName, NewPath: '/p/' }]),
  user.map((UserName): Call => ['iam:CreateAccessKey', { UserName }]),
  user.map((UserName): Call => ['iam:PutUserPolicy', { UserName, PolicyName: 'p', PolicyDocument: text }]),
  user.map((UserName): Call => ['iam:DeleteUserPolicy', { UserName, PolicyName: 'p' }]),
  user.map((UserName): Call => ['iam:TagUser', { UserName, Tags: [{ Key: 'K', Value: '2' }] }]),
  user.map((UserName): Call => ['iam:CreateLoginProfile', { UserName, Password: 'Maple+Street+42' }]),
  user.map((UserName): Call => ['iam:DeleteLoginProfile', { UserName }]),
  user.map((UserName): Call => ['iam:AttachUserPolicy', { UserName, PolicyArn: READ_ONLY }]),
  user.map((UserName): Call => ['iam:DetachUserPolicy', { UserName, PolicyArn: READ_ONLY }]),
  group.map((GroupName): Call => ['iam:CreateGroup', { GroupName }]),
  group.map((GroupName): Call => ['iam:DeleteGroup', { GroupName }]),
  fc.tuple(user, group).map(([UserName, GroupName]): Call => ['iam:AddUserToGroup', { UserName, GroupName }]),
  fc.tuple(user, group).map(([UserName, GroupName]): Call => ['iam:RemoveUserFromGroup', { UserName, GroupName }]),
  role.map((RoleName): Call => ['iam:CreateRole', { RoleName, AssumeRolePolicyDocument: trust('*') }]),
  role.map((RoleName): Call => ['iam:DeleteRole', { RoleName }]),
  role.map((RoleName): Call => ['iam:PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: text }]),
  fc.constant<Call>(['iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: text }]),
  fc.constantFrom('green-leaf', 'blue-leaf').map((AccountAlias): Call => ['iam:CreateAccountAlias', { AccountAlias }]),
  fc.constantFrom('green-leaf', 'blue-leaf').map((AccountAlias): Call => ['iam:DeleteAccountAlias', { AccountAlias }]),
  fc.constant<Call>(['iam:UpdateAccountPasswordPolicy', { MinimumPasswordLength: 12 }]),
  fc.constant<Call>(['iam:DeleteAccountPasswordPolicy', {}]),
)

const READS: Call[] = [
  ['iam:GetAccountAuthorizationDetails', {}],
  ['iam:ListUsers', {}],
  ['iam:ListGroups', {}],
  ['iam:ListRoles', {}],
  ['iam:ListAccountAliases', {}],
  ['iam:GetAccountPasswordPolicy', {}],
  ['iam:GetAccountSummary', {}],
  ['iam:ListUserTags', { UserName: 'ann' }],
  ['iam:ListAccessKeys', { UserName: 'ann' }],
  ['iam:GetLoginProfile', { UserName: 'ann' }],
  ['iam:ListGroupsForUser', { UserName: 'bob' }],
]

const outcome = async (world: World, [action, input]: Call): Promise<string> =>
  world.call(action, input).then(
    (output) => JSON.stringify(output ?? null),
    ({ code, message }: { code?: string; message: string }) => `${code}: ${message}`,
  )

const reads = async (world: World): Promise<string[]> => Promise.all(READS.map((read) => outcome(world, read)))

/** The same sequence by the same chance and clock; `worldFor` says who serves the step. */
async function play(calls: Call[], worldFor: (step: number) => Promise<World>): Promise<string[]> {
  const told: string[] = []
  for (const [step, one] of calls.entries()) {
    const world = await worldFor(step)
    world.clock.forward(1000)
    told.push(await outcome(world, one), ...(await reads(world)))
  }
  return told
}

/** In memory, which is what the others are compared with. */
async function inMemory(calls: Call[]): Promise<string[]> {
  const clock = new FakeClock()
  const world = new World(await openStore({ engine: 'sqlite', file: ':memory:', masterKey, clock }), clock)
  await world.enter(await world.newAccount('root@example.com'))
  return play(calls, async () => world)
}

describe('a random sequence of operations', () => {
  let folder: string
  let postgres: TestPostgres
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'iam-dojo-sequences-'))
    postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reads the same on SQLite, across a restart at every third step', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 25 }), async (calls) => {
        const clock = new FakeClock()
        const random = seededRandom()
        const file = join(folder, `${++run}.db`)
        let store: Store | undefined
        let world: World | undefined
        let accountId = ''
        const reopened = async (): Promise<World> => {
          await world?.accounts.flush()
          await store?.close()
          store = await openStore({ engine: 'sqlite', file, masterKey, clock })
          world = new World(store, clock, undefined, { random })
          accountId ||= await world.newAccount('root@example.com')
          await world.enter(accountId)
          return world
        }
        const told = await play(calls, async (step) => (step % 3 === 0 || !world ? reopened() : world))
        await world?.accounts.flush()
        await store?.close()
        expect(told).toEqual(await inMemory(calls))
      }),
      { numRuns: 12 },
    )
  })

  it('reads the same on PostgreSQL, with two processes in turn', async () => {
    let run = 0
    const clocks = new FakeClock()
    const stores = await Promise.all(
      [1, 2].map(() =>
        openStore({ engine: 'postgres', connectionString: postgres.connectionString, masterKey, clock: clocks }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 20 }), async (given) => {
        // Names that are unique among all accounts differ from run to run.
        const suffix = `-${++run}`
        const calls = given.map(([action, input]): Call => {
          const { AccountAlias: alias } = input
          return [action, typeof alias === 'string' ? { ...input, AccountAlias: alias + suffix } : input]
        })
        const clock = new FakeClock()
        const random = seededRandom()
        const worlds = stores.map((store) => new World(store, clock, undefined, { random, shared: true }))
        const [first] = worlds
        if (!first) throw new Error('no world')
        const email = `root${suffix}@example.com`
        const accountId = await first.newAccount(email, newId(run))
        for (const world of worlds) await world.enter(accountId)
        const told = await play(calls, async (step) => worlds[step % 2] ?? first)
        const alone = new FakeClock()
        const memory = new World(await openStore({ engine: 'sqlite', file: ':memory:', masterKey, clock: alone }), alone)
        await memory.enter(await memory.newAccount(email, newId(run)))
        await Promise.all(worlds.map((world) => world.accounts.flush()))
        expect(told).toEqual(await play(calls, async () => memory))
      }),
      { numRuns: 6 },
    )
    await Promise.all(stores.map((store) => store.close()))
  })
})

const newId = (run: number): string => String(300_000_000_000 + run)
