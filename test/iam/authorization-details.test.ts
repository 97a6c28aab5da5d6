import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

describe('GetAccountAuthorizationDetails', () => {
  it('pages through users, groups, roles and policies as one list', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'G', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    let Marker: string | undefined
    const seen: string[] = []
    do {
      const page = await world.call<Record<string, unknown[]> & { Marker?: string }>('iam:GetAccountAuthorizationDetails', {
        MaxItems: 1,
        ...(Marker ? { Marker } : {}),
      })
      for (const list of ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies']) {
        for (const item of page[list] ?? []) seen.push(String((item as { Arn: string }).Arn))
      }
      Marker = page.Marker
    } while (Marker)
    expect(seen).toEqual([arn('user/alice'), arn('group/G'), arn('policy/P'), 'arn:aws:iam::aws:policy/ReadOnlyAccess'])
    expect(await world.call('iam:GetAccountAuthorizationDetails', { Filter: ['Group'] })).toMatchObject({
      UserDetailList: [],
      GroupDetailList: [{ GroupName: 'G' }],
    })
  })
})
