import { csvFile } from '../parts/csv.js'
import type { CredentialOwner } from '../queries/owner.js'

/** A pair that was just made. It exists here and in the learner's file, and nowhere else. */
export interface NewAccessKey {
  accessKeyId: string
  secretAccessKey: string
}

/** AWS's own download: `alice_accessKeys.csv`, for root `rootkey.csv`. */
export function accessKeyFile(owner: CredentialOwner, key: NewAccessKey): { name: string; text: string } {
  return {
    name: owner.kind === 'root' ? 'rootkey.csv' : `${owner.userName}_accessKeys.csv`,
    text: csvFile(['Access key ID', 'Secret access key'], [key.accessKeyId, key.secretAccessKey]),
  }
}

/** The downloads of 2022: root's has lines of `name=value`, a user's is `accessKeys.csv` whoever it is for. */
export function accessKeyFile2022(owner: CredentialOwner, key: NewAccessKey): { name: string; text: string } {
  return owner.kind === 'root'
    ? { name: 'rootkey.csv', text: `AWSAccessKeyId=${key.accessKeyId}\r\nAWSSecretKey=${key.secretAccessKey}\r\n` }
    : { ...accessKeyFile(owner, key), name: 'accessKeys.csv' }
}
