import { World } from '../test/support/world.js'
import { type Figure, medianOf } from './rounds.js'

const CALLS = 400

/** The median of a call in an account of 5,000 users against one of 10, with the real store. */
export async function growthFigures(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const users of [100, 1000, 5000]) figures.push(...(await growthTo(users)))
  return figures
}

async function growthTo(users: number): Promise<Figure[]> {
  const small = await accountOf(10)
  const large = await accountOf(users)
  const figures: Figure[] = []
  for (const [name, call] of Object.entries(CALLED)) {
    const times = { small: [] as number[], large: [] as number[] }
    for (let n = 0; n < CALLS; n++) {
      times.small.push(await timed(() => call(small, n % 10)))
      times.large.push(await timed(() => call(large, n % 10)))
    }
    figures.push({
      name: `growth: ${name}, ${users.toLocaleString('en')} users against 10`,
      ours: medianOf(times.large),
      baseline: medianOf(times.small),
      unit: 'ms',
      budget: { atMost: 1.3 },
    })
  }
  return figures
}

const CALLED: Record<string, (world: World, n: number) => Promise<unknown>> = {
  GetUser: (world, n) => world.call('iam:GetUser', { UserName: `user-${n}` }),
  async CreateAccessKey(world, n) {
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', {
      UserName: `user-${n}`,
    })
    await world.call('iam:DeleteAccessKey', { UserName: `user-${n}`, AccessKeyId: AccessKey.AccessKeyId })
  },
  'an authorised call': async (world, n) => world.call('iam:GetUser', { UserName: `user-${n}` }, await world.user('user-1')),
}

async function accountOf(users: number): Promise<World> {
  const world = await World.withAccount()
  for (let n = 0; n < users; n++) await world.call('iam:CreateUser', { UserName: `user-${n}` })
  await world.call('iam:AttachUserPolicy', { UserName: 'user-1', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
  return world
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
