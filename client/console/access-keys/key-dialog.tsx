import type { AccessKeyLastUsed, AccessKeyMetadata } from '@aws-sdk/client-iam'
import type { CredentialOwner } from '../queries/owner.js'
import type { KeyAction } from './access-key-card.js'
import { DeactivateDialog } from './deactivate-dialog.js'
import { DeleteDialog } from './delete-dialog.js'
import { DescriptionDialog } from './description-dialog.js'

export interface KeyDialogProps {
  owner: CredentialOwner
  accessKey: AccessKeyMetadata
  lastUsed: AccessKeyLastUsed | undefined
  description: string
  onClose(): void
}

export function KeyDialog({ action, ...props }: KeyDialogProps & { action: KeyAction }) {
  if (action === 'deactivate') return <DeactivateDialog {...props} />
  if (action === 'delete') return <DeleteDialog {...props} />
  return <DescriptionDialog {...props} />
}
