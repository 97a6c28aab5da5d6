import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { accountOfAccessKeyId } from '../../server/account/ids.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const allow = (action: string, resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] })

describe('users and groups', () => {
  it('finds names ignoring case and keeps the case they were given', async () => {
    await world.call('iam:CreateUser', { UserName: 'Alice' })
    await expect(world.call('iam:CreateUser', { UserName: 'alice' })).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'User with name alice already exists.',
    })
    expect(await world.call('iam:GetUser', { UserName: 'ALICE' })).toMatchObject({ User: { UserName: 'Alice' } })
  })

  it('names what is in the way of a deletion, one thing after the other', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'G' })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: allow('s3:*') })
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    const attempt = () =>
      world.call('iam:DeleteUser', { UserName: 'alice' }).then(
        () => 'deleted',
        (error: Error) => error.message,
      )
    expect(await attempt()).toBe('Cannot delete entity, must remove users from group first.')
    await world.call('iam:RemoveUserFromGroup', { UserName: 'alice', GroupName: 'G' })
    expect(await attempt()).toBe('Cannot delete entity, must delete login profile first.')
    await world.call('iam:DeleteLoginProfile', { UserName: 'alice' })
    expect(await attempt()).toBe('Cannot delete entity, must detach all policies first.')
    await world.call('iam:DetachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    expect(await attempt()).toBe('Cannot delete entity, must delete policies first.')
    await world.call('iam:DeleteUserPolicy', { UserName: 'alice', PolicyName: 'p' })
    expect(await attempt()).toBe('Cannot delete entity, must delete access keys first.')
    await world.call('iam:DeleteAccessKey', { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId })
    expect(await attempt()).toBe('deleted')
  })

  it('keeps memberships, keys and policies through a rename', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'G' })
    await world.call('iam:CreateAccessKey', { UserName: 'alice' })
    await world.call('iam:UpdateUser', { UserName: 'alice', NewUserName: 'alicia', NewPath: '/team/' })
    expect(await world.call('iam:GetGroup', { GroupName: 'G' })).toMatchObject({
      Users: [{ UserName: 'alicia', Arn: `arn:aws:iam::${world.accountId}:user/team/alicia` }],
    })
    expect(await world.call('iam:ListAccessKeys', { UserName: 'alicia' })).toMatchObject({
      AccessKeyMetadata: [{ UserName: 'alicia' }],
    })
  })

  it('refuses a policy that is none, in AWS’s words', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const put = (PolicyDocument: string) =>
      world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    await expect(put('{')).rejects.toMatchObject({ code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' })
    await expect(put(allow('no sense:Do'))).rejects.toMatchObject({ message: 'Vendor no sense is not valid' })
    await expect(put(allow('s3:*', 'bucket'))).rejects.toMatchObject({
      message: 'Resource bucket must be in ARN format or "*".',
    })
  })
})

describe('what is AWS’s own', () => {
  it('is a managed policy’s document', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    for (const [action, input] of [
      ['iam:DeletePolicy', {}],
      ['iam:CreatePolicyVersion', { PolicyDocument: allow('s3:*') }],
      ['iam:SetDefaultPolicyVersion', { VersionId: 'v1' }],
      ['iam:DeletePolicyVersion', { VersionId: 'v1' }],
      ['iam:TagPolicy', { Tags: [{ Key: 'a', Value: 'b' }] }],
    ] as const) {
      await expect(world.call(action, { PolicyArn, ...input })).rejects.toMatchObject({
        code: 'AccessDenied',
        httpStatus: 403,
        message: 'Policy is outside your own account.',
      })
    }
  })

  it('is a tag key that begins with aws:', async () => {
    const Tags = [{ Key: 'AWS:owner', Value: 'me' }]
    const message = 'aws: prefixed tag key names are not allowed for external use.'
    await expect(world.call('iam:CreateUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('iam:TagUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    const alice = await world.user('alice')
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: allow('*') })
    await expect(world.call('sts:GetFederationToken', { Name: 'x', Tags }, alice)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message,
    })
  })

  it('is the path of service-linked roles', async () => {
    const role = { RoleName: 'R', AssumeRolePolicyDocument: '{}', Path: '/aws-service-role/x/' }
    await expect(world.call('iam:CreateRole', role)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
    })
  })
})

describe('root', () => {
  it('has no name, and is not the user who is called like the account', async () => {
    const { User } = await world.call<{ User: Record<string, unknown> }>('iam:GetUser')
    expect(User).toMatchObject({ Arn: `arn:aws:iam::${world.accountId}:root`, UserId: world.accountId })
    expect(User).not.toHaveProperty('UserName')
    await expect(world.call('iam:GetUser', { UserName: world.accountId })).rejects.toMatchObject({ code: 'NoSuchEntity' })
    await world.call('iam:CreateUser', { UserName: world.accountId })
    expect(await world.call('iam:GetUser', { UserName: world.accountId })).toMatchObject({
      User: { Arn: `arn:aws:iam::${world.accountId}:user/${world.accountId}` },
    })
  })
})

describe('permissions', () => {
  it('come by groups, bind at once, and an explicit deny names its policy', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'Admins' })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    const alice = await world.user('alice')
    const create = () => world.call('iam:CreateUser', { UserName: 'bob' }, alice)
    await expect(create()).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${alice.arn} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${world.accountId}:user/bob because no identity-based policy allows the iam:CreateUser action`,
    })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'Admins' })
    await create()
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' })
    await expect(world.call('iam:GetUser', { UserName: 'bob' }, alice)).rejects.toMatchObject({
      message: `User: ${alice.arn} is not authorized to perform: iam:GetUser on resource: user bob with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSDenyAll`,
    })
  })

  it('let a user manage their own keys and nobody else’s', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const own = allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}')
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'own', PolicyDocument: own })
    const alice = await world.user('alice')
    await world.call('iam:CreateAccessKey', {}, alice)
    await expect(world.call('iam:CreateAccessKey', { UserName: 'bob' }, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
  })
})

describe('passwords', () => {
  it('obey the default policy until there is another, which replaces it whole', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const give = (Password: string) => world.call('iam:CreateLoginProfile', { UserName: 'alice', Password })
    await expect(give('short')).rejects.toMatchObject({ message: 'Password should have a minimum length of 8' })
    await expect(give('onlylowercase')).rejects.toMatchObject({
      message:
        'Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol',
    })
    await world.call('iam:UpdateAccountPasswordPolicy', { MinimumPasswordLength: 6 })
    await give('simple')
  })

  it('are changed by their owner, not back to one that is remembered', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:UpdateAccountPasswordPolicy', { PasswordReusePrevention: 2, AllowUsersToChangePassword: true })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'First+Password1' })
    const alice = await world.user('alice')
    const change = (OldPassword: string, NewPassword: string) =>
      world.call('iam:ChangePassword', { OldPassword, NewPassword }, alice)
    await expect(change('wrong', 'Second+Password1')).rejects.toMatchObject({
      code: 'AccessDenied',
      reason: 'old-password-wrong',
    })
    await change('First+Password1', 'Second+Password1')
    await expect(change('Second+Password1', 'First+Password1')).rejects.toMatchObject({ reason: 'password-reused' })
    await change('Second+Password1', 'Third+Password1')
    await change('Third+Password1', 'First+Password1')
  })

  it('are no affair of root’s or of a call without one', async () => {
    await expect(world.call('iam:ChangePassword', { OldPassword: 'a', NewPassword: 'b' })).rejects.toMatchObject({
      code: 'InvalidUserType',
    })
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('iam:GetLoginProfile', { UserName: 'alice' })).rejects.toMatchObject({
      message: 'Login Profile for User alice cannot be found.',
    })
  })
})

describe('access keys', () => {
  it('encode their account, and are two at most whatever is done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('create', 'deactivate', 'delete'), { maxLength: 12 }), async (commands) => {
        const own = await World.withAccount()
        await own.call('iam:CreateUser', { UserName: 'bot' })
        const ids: string[] = []
        for (const command of commands) {
          const [id] = ids
          if (command === 'create') {
            const made = await own
              .call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'bot' })
              .catch((error: { code: string }) => error.code)
            if (typeof made === 'string') expect(made).toBe('LimitExceeded')
            else ids.push(made.AccessKey.AccessKeyId)
          } else if (id && command === 'deactivate') {
            await own.call('iam:UpdateAccessKey', { UserName: 'bot', AccessKeyId: id, Status: 'Inactive' })
          } else if (id) {
            await own.call('iam:DeleteAccessKey', { UserName: 'bot', AccessKeyId: id })
            ids.shift()
          }
          expect(ids.length).toBeLessThanOrEqual(2)
          for (const one of ids) expect(accountOfAccessKeyId(one)).toBe(own.accountId)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('of the published examples name the accounts they are known to name', () => {
    expect(accountOfAccessKeyId('ASIAY34FZKBOKMUTVV7A')).toBe('609629065308')
    expect(accountOfAccessKeyId('AKIARZPUZDIKGB2VALC4')).toBe('123456789012')
    expect(accountOfAccessKeyId('ASIAQAAAAAAAGMKEM7X5')).toBe('000000000000')
    expect(accountOfAccessKeyId('AKIAIOSFODNN7EXAMPLE')).toBeUndefined()
  })
})

describe('records', () => {
  it('hold every call once, in order, and no secret', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42' })
    const key = await world.call<{ AccessKey: { SecretAccessKey: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    const device = await world.call<{ VirtualMFADevice: { Base32StringSeed: Uint8Array } }>('iam:CreateVirtualMFADevice', {
      VirtualMFADeviceName: 'phone',
    })
    await world.call('iam:GetUser', { UserName: 'nobody' }).catch(() => undefined)
    await world.accounts.flush()
    expect(world.records.map(({ sequence, name, outcome }) => `${sequence} ${name} ${outcome}`)).toEqual([
      '1 CreateUser success',
      '2 CreateLoginProfile success',
      '3 CreateAccessKey success',
      '4 CreateVirtualMFADevice success',
      '5 GetUser error',
    ])
    const text = JSON.stringify(world.records)
    for (const secret of [
      'Maple+Street+42',
      key.AccessKey.SecretAccessKey,
      new TextDecoder().decode(device.VirtualMFADevice.Base32StringSeed),
    ]) {
      expect(text).not.toContain(secret)
    }
  })
})
