import { roleNamed } from '../account/named.js'
import type { Clock } from '../account/ports.js'
import { ec2Arn } from '../ec2/arns.js'
import type { MetadataAnswer, MetadataRequest, RoleCredentials, RoleDelivery } from '../ec2/metadata/facts.js'
import { metadata } from '../ec2/metadata/metadata.js'
import type { InstanceRoleSessions } from '../sts/instance-role.js'
import { metadataFacts } from './metadata-facts.js'
import type { OpenInstance } from './open-instances.js'

/** The metadata service of all instances, each of which reaches its own alone. */
export class MetadataService {
  readonly #sessions: InstanceRoleSessions
  readonly #clock: Clock

  constructor(sessions: InstanceRoleSessions, clock: Clock) {
    this.#sessions = sessions
    this.#clock = clock
  }

  answer(request: MetadataRequest, opened: OpenInstance): MetadataAnswer {
    const realNow = this.#clock.now()
    const roleCredentials = (roleName: string, delivery: RoleDelivery) => this.#credentials(opened, roleName, delivery)
    return metadata(request, { facts: metadataFacts(opened), roleCredentials, realNow })
  }

  #credentials({ account, instance, now }: OpenInstance, roleName: string, roleDelivery: RoleDelivery): RoleCredentials {
    const { instanceId, region } = instance
    const role = roleNamed(account, roleName)
    const instanceArn = ec2Arn(region, account.accountId, 'instance', instanceId)
    const realNow = this.#clock.now()
    const session = role && this.#sessions.of({ account, role, instanceId, instanceArn, roleDelivery, realNow })
    return session ? { status: 'issued', ...session } : { status: 'refused', at: now }
  }
}
