import type { AccountView } from '../../account/account.js'
import type { Need } from '../../runner/operation.js'
import { ec2Arn } from '../arns.js'
import { resourceTagKeys } from '../needs.js'
import { instanceIn } from './find-instances.js'
import type { Instance } from './lifecycle.js'
import { zoneOf } from './placement.js'

type Values = Record<string, string | string[]>

/** Source: Service Authorization Reference, "Condition keys for Amazon EC2". */
export const instanceContext = (account: AccountView, instance: Instance): Record<string, string> => ({
  'ec2:AvailabilityZone': zoneOf(account, instance),
  'ec2:EbsOptimized': String(instance.ebsOptimized),
  'ec2:InstanceID': instance.instanceId,
  'ec2:InstanceMarketType': 'on-demand',
  'ec2:InstanceMetadataTags': instance.metadataOptions.instanceMetadataTags,
  ...(instance.profile ? { 'ec2:InstanceProfile': instance.profile.arn } : {}),
  'ec2:InstanceType': instance.instanceType,
  'ec2:MetadataHttpEndpoint': instance.metadataOptions.httpEndpoint,
  'ec2:MetadataHttpPutResponseHopLimit': String(instance.metadataOptions.httpPutResponseHopLimit),
  'ec2:MetadataHttpTokens': instance.metadataOptions.httpTokens,
  'ec2:RootDeviceType': 'ebs',
  'ec2:Tenancy': 'default',
  ...resourceTagKeys(instance.tags),
})

/** Authorization on an instance. One that doesn't exist has its ARN and nothing else to go by. */
export function onInstance(account: AccountView, region: string, instanceId: string, now: number, context: Values = {}): Need {
  const instance = instanceIn(account, region, instanceId, now)
  return {
    resource: ec2Arn(region, account.accountId, 'instance', instanceId),
    context: { ...(instance ? instanceContext(account, instance) : {}), ...context },
  }
}
