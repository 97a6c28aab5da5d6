import type { Instant } from '../account/ports.js'
import { systemNameOf } from '../ec2/image-system.js'
import { INSTANCE_TYPES } from '../ec2/instance-types.js'
import { bootedAt } from '../ec2/instances/lifecycle.js'
import { privateDnsName } from '../ec2/instances/network-names.js'
import { startsLinkPreview } from '../ec2/instances/user-data.js'
import type { MachineFacts } from '../instance-shell/machine/facts.js'
import type { OpenInstance } from './open-instances.js'

/** What an instance is to a shell inside it; `login` is the one of this shell. */
export function machineFacts(
  { instance, image }: OpenInstance,
  login: { user: string; from: string; at: Instant },
): MachineFacts {
  const type = INSTANCE_TYPES.get(instance.instanceType)
  return {
    system: systemNameOf(image),
    architecture: image.architecture,
    instanceType: instance.instanceType,
    processors: type?.vcpus ?? 1,
    memoryMiB: type?.memoryMiB ?? 1024,
    diskGiB: instance.volumes[0]?.size ?? 8,
    privateIp: instance.privateIpAddress,
    privateDnsName: privateDnsName(instance.region, instance.privateIpAddress),
    bootedAt: bootedAt(instance),
    linkPreview: startsLinkPreview(instance.userData),
    logins: [{ ...login, until: undefined }],
  }
}
