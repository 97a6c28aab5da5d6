import Box from '@cloudscape-design/components/box'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { callsOf, type Holder } from '../queries/holder.js'
import { texts } from './texts.js'

/** A managed policy is detached and stays; an inline one is gone with its removal. */
export type PolicySource = { arn: string } | { inline: string }

interface Props {
  holder: Holder
  policies: readonly { name: string; source: PolicySource }[]
  onClose(): void
}

/**
 * Asks before policies are taken from a user, group or role. What can't be had again is typed: the inline policy's
 * name, or how many they are. Source: IAM User Guide, "Deleting IAM policies".
 */
export function RemovePolicies({ holder, policies, onClose }: Props) {
  const calls = callsOf(holder)
  const inline = policies.flatMap(({ source }) => ('inline' in source ? source.inline : []))
  const attached = policies.filter(({ source }) => 'arn' in source).map(({ name }) => name)
  const typed = inline.length > 1 ? texts.inlineCount(inline.length) : inline[0]
  return (
    <ConfirmDialog
      header={texts.removeHeader(policies.map(({ name }) => name))}
      submitText={attached.length > 0 ? texts.remove : texts.delete}
      {...(typed === undefined ? {} : { typed })}
      success={texts.removed}
      run={async (iam) => {
        for (const { source } of policies) {
          if ('arn' in source) await calls.detach(iam, holder.name, source.arn)
          else await calls.remove(iam, holder.name, source.inline)
        }
      }}
      onClose={onClose}
    >
      {attached.length > 0 ? <Box>{texts.detachText(holder.name, attached)}</Box> : null}
      {inline.length > 0 ? <Box>{texts.deleteInlineText(inline)}</Box> : null}
    </ConfirmDialog>
  )
}
