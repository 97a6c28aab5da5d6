import type { AccountView, Entity } from '../account/account.js'
import { userArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import { accessKeyId, secretAccessKey } from '../account/ids.js'
import { QUOTA } from '../account/quotas.js'
import { Secret } from '../account/secret.js'
import { accessDenied, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import { operation, query } from '../runner/operation.js'
import { type CredentialOwner, credentialOwner } from './credential-owner.js'
import { activeOrNot } from './credential-status.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'

const ownerName = (owner: CredentialOwner, account: AccountView): string =>
  owner.type === 'user' ? owner.user.userName : account.accountId

/** The owner's key of this id. Source of the message: recorded AWS replies to UpdateAccessKey. */
function findKey(account: AccountView, caller: Caller, userName: string | undefined, id: string): Entity<'AccessKey'> {
  const owner = credentialOwner(account, caller, userName)
  const key = account.get('AccessKey', id)
  if (!key || key.ownerId !== owner.id) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`)
  return key
}

/**
 * Creates an access key; its secret is only in this response. Root creates its own keys, without a UserName. Limit: 2 per
 * user, inactive ones included. Errors: NoSuchEntity, LimitExceeded.
 * Source: IAM API Reference, "CreateAccessKey"; IAM User Guide, "Managing access keys for IAM users".
 */
export const CreateAccessKey = operation('iam', 'CreateAccessKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input, now, random }) {
    const owner = credentialOwner(account, caller, input.UserName)
    if (account.where('AccessKey', 'owner', owner.id).length >= QUOTA.AccessKeysPerUser) {
      throw quotaExceeded('AccessKeysPerUser', QUOTA.AccessKeysPerUser)
    }
    const secret = secretAccessKey(random)
    const key: Entity<'AccessKey'> = {
      accessKeyId: accessKeyId('AKIA', account.accountId, random),
      ownerId: owner.id,
      secret: new Secret(secret),
      status: 'Active',
      createDate: now,
      statusDate: now,
    }
    account.put('AccessKey', key)
    return {
      AccessKey: {
        UserName: ownerName(owner, account),
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        SecretAccessKey: secret,
        CreateDate: now,
      },
    }
  },
  result: ({ AccessKey: { SecretAccessKey: _secret, ...shown } }) => ({ accessKey: members(shown) }),
})

/**
 * Lists a user's access keys without their secrets, oldest first. Errors: NoSuchEntity.
 * Source: IAM API Reference, "ListAccessKeys".
 */
export const ListAccessKeys = query('iam', 'ListAccessKeys', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const keys = account.where('AccessKey', 'owner', owner.id).sort((a, b) => a.createDate - b.createDate)
    const { items, ...rest } = page(keys, input, (key) => key.accessKeyId)
    const UserName = ownerName(owner, account)
    const shown = items.map((key) => ({
      UserName,
      AccessKeyId: key.accessKeyId,
      Status: key.status,
      CreateDate: key.createDate,
    }))
    return { AccessKeyMetadata: shown, ...rest }
  },
})

/**
 * Activates or deactivates an access key; this takes effect at once. Errors: NoSuchEntity.
 * Source: IAM API Reference, "UpdateAccessKey".
 */
export const UpdateAccessKey = operation('iam', 'UpdateAccessKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input, now }) {
    const key = findKey(account, caller, input.UserName, input.AccessKeyId)
    const status = activeOrNot(input.Status)
    if (key.status !== status) account.put('AccessKey', { ...key, status, statusDate: now })
  },
})

/**
 * Deletes an access key, active or not; nobody can restore it. Errors: NoSuchEntity.
 * Source: IAM API Reference, "DeleteAccessKey".
 */
export const DeleteAccessKey = operation('iam', 'DeleteAccessKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    account.delete('AccessKey', findKey(account, caller, input.UserName, input.AccessKeyId).accessKeyId)
  },
})

/**
 * Says when, for which service, and in which region a key was last used; N/A if it never was. An unknown key is
 * AccessDenied, like a key of another account; its sentence has no colon.
 * Source: "GetAccessKeyLastUsed"; recorded AWS replies.
 */
export const GetAccessKeyLastUsed = query('iam', 'GetAccessKeyLastUsed', {
  needs({ account, input }) {
    const key = account.get('AccessKey', input.AccessKeyId)
    const user = key && account.get('User', key.ownerId)
    return {
      resource: user ? userArn(account.accountId, user) : '*',
      printed: user ? `user ${user.userName}` : `access key ${input.AccessKeyId}`,
    }
  },
  handle({ account, caller, input, lastUsed }) {
    const { AccessKeyId: id } = input
    const key = account.get('AccessKey', id)
    if (!key) {
      throw accessDenied(
        `User: ${caller.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${id}`,
        'key-not-here',
      )
    }
    const used = lastUsed('AccessKey', id)
    const name = account.get('User', key.ownerId)?.userName ?? account.accountId
    return {
      UserName: name,
      AccessKeyLastUsed: used
        ? { LastUsedDate: used.at, ServiceName: used.service ?? 'N/A', Region: used.region ?? 'N/A' }
        : { ServiceName: 'N/A', Region: 'N/A' },
    }
  },
})

export const accessKeyOperations = [CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey, GetAccessKeyLastUsed]
