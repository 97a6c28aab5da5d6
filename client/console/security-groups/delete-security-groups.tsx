import { DeleteSecurityGroupCommand, type SecurityGroup } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import { useRef } from 'react'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { texts } from './texts.js'

interface Props {
  groups: readonly SecurityGroup[]
  onDone(): void
  onClose(): void
}

/** Deletes security groups that nothing uses; of several, a second attempt goes on where the first one ended. */
export function DeleteSecurityGroups({ groups, onDone, onClose }: Props) {
  const ec2 = useEc2()
  const gone = useRef(new Set<string>())
  return (
    <ConfirmDialog
      header={texts.deleteGroupsHeader(groups.length)}
      submitText={texts.delete}
      typed={texts.typed}
      typedLabel={texts.typedLabel}
      success={texts.deletedGroups(groups.length)}
      run={async () => {
        for (const { GroupId = '' } of groups) {
          if (gone.current.has(GroupId)) continue
          await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
          gone.current.add(GroupId)
        }
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <Box>{texts.deleteGroupsText}</Box>
      <ul>
        {groups.map(({ GroupId, GroupName }) => (
          <li key={GroupId}>
            {GroupName} ({GroupId})
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
