import type { IAM } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { type ReactNode, useRef } from 'react'
import { useNavigate } from 'react-router'
import { ConfirmDialog } from './confirm-dialog.js'
import { texts } from './texts.js'

interface Props {
  names: readonly string[]
  header: string
  /** What goes with them. */
  text: string
  /** Else “Delete”. */
  submitText?: string
  /** What asks for the name of the one. */
  typedLabel?: string
  success: string
  disabled?: boolean
  remove(iam: IAM, name: string): Promise<unknown>
  /** The list they stood in. */
  listPath: string
  onClose(): void
  children?: ReactNode
}

/**
 * Deletes users, groups, roles or a policy: one by its name typed, several by the word “delete”. After an error in the
 * middle the next attempt goes on with those that are left.
 */
export function DeleteDialog({
  names,
  text,
  submitText = texts.delete,
  typedLabel,
  remove,
  listPath,
  children,
  ...props
}: Props) {
  const navigate = useNavigate()
  const gone = useRef(new Set<string>())
  return (
    <ConfirmDialog
      {...props}
      submitText={submitText}
      {...(names.length === 1 && typedLabel ? { typedLabel } : {})}
      typed={names.length === 1 ? (names[0] ?? '') : 'delete'}
      run={async (iam) => {
        for (const name of names.filter((one) => !gone.current.has(one))) {
          await remove(iam, name)
          gone.current.add(name)
        }
      }}
      onDone={() => navigate(listPath)}
    >
      <Box>{text}</Box>
      {names.length === 1 ? null : (
        <ul>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      {children}
    </ConfirmDialog>
  )
}
