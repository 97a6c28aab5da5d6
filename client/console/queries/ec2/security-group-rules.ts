import { DescribeSecurityGroupRulesCommand, type SecurityGroupRule } from '@aws-sdk/client-ec2'
import { allEc2Pages } from './pages.js'
import { useEc2Query } from './use-ec2-query.js'

/** What a security group lets in. */
export function useInboundRules(groupId: string) {
  return useEc2Query<SecurityGroupRule[]>({
    key: ['security-group-rules', groupId],
    load: async (ec2) => {
      const Filters = [{ Name: 'group-id', Values: [groupId] }]
      const rules = await allEc2Pages(
        (next) => ec2.send(new DescribeSecurityGroupRulesCommand({ ...next, Filters })),
        ({ SecurityGroupRules }) => SecurityGroupRules,
      )
      return rules.filter(({ IsEgress }) => !IsEgress)
    },
  })
}
