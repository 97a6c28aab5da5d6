import { RevokeSecurityGroupIngressCommand, type SecurityGroupRule } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { portsOf, sourceOf } from './rule-words.js'
import { texts } from './texts.js'

export function DeleteRule({ groupId, rule, onClose }: { groupId: string; rule: SecurityGroupRule; onClose(): void }) {
  const ec2 = useEc2()
  return (
    <ConfirmDialog
      header={texts.deleteHeader}
      submitText={texts.delete}
      success={texts.deleted}
      run={() =>
        ec2.send(
          new RevokeSecurityGroupIngressCommand({
            GroupId: groupId,
            SecurityGroupRuleIds: [rule.SecurityGroupRuleId ?? ''],
          }),
        )
      }
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <Box>{[rule.SecurityGroupRuleId, portsOf(rule), sourceOf(rule)].join(' · ')}</Box>
    </ConfirmDialog>
  )
}
