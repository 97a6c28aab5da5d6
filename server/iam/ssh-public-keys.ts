import type { AccountView, Entity } from '../account/account.js'
import { uniqueId } from '../account/ids.js'
import { AwsError, invalidPublicKey, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { SSHPublicKey as KeyShape } from '../aws/model/iam.types.js'
import { fingerprintOf, pemOf, type SshRsaKey, sshLine, sshRsaKey } from '../credentials/ssh-rsa-key.js'
import { operation, query } from '../runner/operation.js'
import { credentialOwner } from './credential-owner.js'
import { activeOrNot } from './credential-status.js'
import { findUser } from './named-entities.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'

/** Source: IAM User Guide, "IAM and STS quotas". */
const KEYS_PER_USER = 5
const MIN_BITS = 2048

/** An RSA key of 2,048 bits or more. Throws InvalidPublicKey for anything else. */
export function parsedKey(text: string): SshRsaKey {
  const key = sshRsaKey(text)
  if (key && key.bits >= MIN_BITS) return key
  throw invalidPublicKey('Invalid public key. An RSA key of at least 2048 bits in ssh-rsa or PEM format is expected.')
}

/** Source of the message: recorded AWS replies. */
function findKey(account: AccountView, userName: string, id: string): { key: Entity<'SSHPublicKey'>; userName: string } {
  const user = findUser(account, userName)
  const key = account.get('SSHPublicKey', id)
  if (key?.userId !== user.userId) throw noSuchEntity(`The Public Key with id ${id} cannot be found.`)
  return { key, userName: user.userName }
}

const describe = (key: Entity<'SSHPublicKey'>, userName: string): KeyShape => ({
  UserName: userName,
  SSHPublicKeyId: key.sshPublicKeyId,
  Fingerprint: key.fingerprint,
  SSHPublicKeyBody: key.body,
  Status: key.status,
  UploadDate: key.uploadDate,
})

/**
 * Adds an SSH public key for CodeCommit. Limit: 5 per user. Errors: NoSuchEntity, LimitExceeded, InvalidPublicKey,
 * DuplicateSSHPublicKey.
 * Source: IAM API Reference, "UploadSSHPublicKey".
 */
export const UploadSSHPublicKey = operation('iam', 'UploadSSHPublicKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input, now, random }) {
    const user = findUser(account, input.UserName)
    const parsed = parsedKey(input.SSHPublicKeyBody)
    const fingerprint = fingerprintOf(parsed)
    const present = account.where('SSHPublicKey', 'owner', user.userId)
    if (present.some((key) => key.fingerprint === fingerprint)) {
      const message = `SSH public key with fingerprint ${fingerprint} already exists for user ${user.userName}.`
      throw new AwsError({ code: 'DuplicateSSHPublicKey', httpStatus: 400, message })
    }
    if (present.length >= KEYS_PER_USER) throw quotaExceeded('SSHPublicKeysPerUser', KEYS_PER_USER)
    const key: Entity<'SSHPublicKey'> = {
      sshPublicKeyId: uniqueId('APKA', random),
      userId: user.userId,
      body: sshLine(parsed),
      fingerprint,
      status: 'Active',
      uploadDate: now,
    }
    account.put('SSHPublicKey', key)
    return { SSHPublicKey: describe(key, user.userName) }
  },
  result: ({ SSHPublicKey }) => ({ sSHPublicKey: { sSHPublicKeyId: SSHPublicKey?.SSHPublicKeyId } }),
})

/** Returns an SSH public key as `ssh-rsa …` or PEM. Errors: NoSuchEntity. Source: "GetSSHPublicKey". */
export const GetSSHPublicKey = query('iam', 'GetSSHPublicKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const { key, userName } = findKey(account, input.UserName, input.SSHPublicKeyId)
    const shown = describe(key, userName)
    const body = input.Encoding === 'PEM' ? pemOf(parsedKey(key.body)) : key.body
    return { SSHPublicKey: { ...shown, SSHPublicKeyBody: body } }
  },
})

/**
 * Lists a user's SSH public keys without their bodies, oldest first. Root, which can't have any, gets an empty list. Errors:
 * NoSuchEntity.
 * Source: "ListSSHPublicKeys".
 */
export const ListSSHPublicKeys = query('iam', 'ListSSHPublicKeys', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const keys = account.where('SSHPublicKey', 'owner', owner.id).sort((a, b) => a.uploadDate - b.uploadDate)
    const { items, ...rest } = page(keys, input, (key) => key.sshPublicKeyId)
    return {
      SSHPublicKeys: items.map(({ sshPublicKeyId, status, uploadDate }) => ({
        UserName: owner.type === 'user' ? owner.user.userName : account.accountId,
        SSHPublicKeyId: sshPublicKeyId,
        Status: status,
        UploadDate: uploadDate,
      })),
      ...rest,
    }
  },
})

/** Activates or deactivates an SSH public key. Errors: NoSuchEntity, ValidationError. Source: "UpdateSSHPublicKey". */
export const UpdateSSHPublicKey = operation('iam', 'UpdateSSHPublicKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const { key } = findKey(account, input.UserName, input.SSHPublicKeyId)
    account.put('SSHPublicKey', { ...key, status: activeOrNot(input.Status) })
  },
})

/** Deletes an SSH public key. Errors: NoSuchEntity. Source: "DeleteSSHPublicKey". */
export const DeleteSSHPublicKey = operation('iam', 'DeleteSSHPublicKey', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    account.delete('SSHPublicKey', findKey(account, input.UserName, input.SSHPublicKeyId).key.sshPublicKeyId)
  },
})

export const sshPublicKeyOperations = [
  UploadSSHPublicKey,
  GetSSHPublicKey,
  ListSSHPublicKeys,
  UpdateSSHPublicKey,
  DeleteSSHPublicKey,
]
