import { CreateKeyPairCommand, type EC2Client, type KeyFormat, type KeyType } from '@aws-sdk/client-ec2'
import { download } from '../parts/download.js'
import type { Tag } from '../parts/tag-editor.js'
import { tagsAtCreation } from '../queries/ec2/tags.js'

export interface NewKeyPair {
  name: string
  type: KeyType
  format: KeyFormat
  tags: readonly Tag[]
}

export const NO_KEY_PAIR: NewKeyPair = { name: '', type: 'rsa', format: 'pem', tags: [] }

export const fileOf = ({ name, format }: NewKeyPair): string => `${name}.${format}`

/** Creates a key pair and hands its private key to the browser's downloads: nothing here keeps it, not even for a moment. */
export async function createAndDownload(ec2: EC2Client, wanted: NewKeyPair): Promise<void> {
  const { KeyMaterial = '' } = await ec2.send(
    new CreateKeyPairCommand({
      KeyName: wanted.name,
      KeyType: wanted.type,
      KeyFormat: wanted.format,
      ...tagsAtCreation('key-pair', wanted.tags),
    }),
  )
  download(fileOf(wanted), KeyMaterial, 'application/octet-stream')
}
