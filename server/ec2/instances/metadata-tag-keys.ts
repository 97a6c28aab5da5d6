import type { Tag } from '../../account/entities.js'
import { invalidParameterValue } from '../../aws/aws-error.js'

/**
 * Keys of tags that the metadata service shows are parts of paths.
 * Source: EC2 User Guide, "Work with instance tags in instance metadata"; public replies of EC2.
 */
export function checkMetadataTagKeys(tags: readonly Tag[]): void {
  for (const { Key } of tags) {
    if (/^[0-9a-zA-Z\-_+=,.@:]{1,255}$/.test(Key) && !['.', '..', '_index'].includes(Key)) continue
    throw invalidParameterValue(
      `'${Key}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')`,
    )
  }
}
