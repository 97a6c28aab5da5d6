import type { KeyAction, KeyDialogProps } from './access-key-card.js'
import { DeactivateDialog } from './deactivate-dialog.js'
import { DeleteDialog } from './delete-dialog.js'
import { DescriptionDialog } from './description-dialog.js'

export function KeyDialog({ action, ...props }: KeyDialogProps & { action: KeyAction }) {
  if (action === 'deactivate') return <DeactivateDialog {...props} />
  if (action === 'delete') return <DeleteDialog {...props} />
  return <DescriptionDialog {...props} />
}
