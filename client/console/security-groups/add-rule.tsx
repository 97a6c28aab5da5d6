import { AuthorizeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2'
import { useState } from 'react'
import { TaskDialog } from '../parts/task-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { isComplete, NEW_RULE, permissionOf, RuleFields } from './rule-fields.js'
import { texts } from './texts.js'

/** Lets a range of addresses reach a port of the group's instances. */
export function AddRule({ groupId, onClose }: { groupId: string; onClose(): void }) {
  const [rule, setRule] = useState(NEW_RULE)
  const ec2 = useEc2()
  return (
    <TaskDialog
      header={texts.addHeader}
      submitText={texts.add}
      disabled={!isComplete(rule)}
      success={texts.added}
      run={() => ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permissionOf(rule)] }))}
      onClose={onClose}
    >
      <RuleFields value={rule} onChange={setRule} />
    </TaskDialog>
  )
}
