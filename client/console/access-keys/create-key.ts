import type { IAM } from '@aws-sdk/client-iam'
import { type CredentialOwner, userNameOf } from '../queries/owner.js'
import type { NewAccessKey } from './key-file.js'

export interface CreatedKey {
  key: NewAccessKey
  /** The key exists although its description was refused: the secret must be shown all the same. */
  tagError?: unknown
}

export async function createKey(iam: IAM, owner: CredentialOwner, description: string): Promise<CreatedKey> {
  const { AccessKey: made } = await iam.createAccessKey(userNameOf(owner))
  const key = { accessKeyId: made?.AccessKeyId ?? '', secretAccessKey: made?.SecretAccessKey ?? '' }
  if (owner.kind === 'root' || !description) return { key }
  try {
    await iam.tagUser({ UserName: owner.userName, Tags: [{ Key: key.accessKeyId, Value: description }] })
    return { key }
  } catch (tagError) {
    return { key, tagError }
  }
}
