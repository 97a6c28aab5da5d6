import type { ReactNode } from 'react'
import { FormDialog } from '../console/parts/form-dialog.js'

interface Props {
  header: string
  submitText: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks once more before what was passed is open again. */
export default function ConfirmDialog(props: Props) {
  return <FormDialog {...props} />
}
