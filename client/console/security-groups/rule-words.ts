import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import { texts } from './texts.js'

/** `22`, `1024-65535`, or that it's all of them. */
export function portsOf({ FromPort, ToPort }: SecurityGroupRule): string {
  if (FromPort === undefined || FromPort === -1) return texts.all
  return FromPort === ToPort ? String(FromPort) : `${FromPort}-${ToPort}`
}

/** Addresses, or a security group. */
export const sourceOf = ({ CidrIpv4, CidrIpv6, ReferencedGroupInfo }: SecurityGroupRule): string =>
  CidrIpv4 ?? CidrIpv6 ?? ReferencedGroupInfo?.GroupId ?? texts.none
