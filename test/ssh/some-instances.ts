import type { SshInstances } from '../../server/ssh/host.js'
import type { LoginInstance } from '../../server/ssh/instance-directory.js'
import { smallShells } from './small-shell.js'

export interface SomeInstances extends SshInstances {
  add(instance: SomeInstance): void
}

export type SomeInstance = Pick<LoginInstance, 'accountId' | 'incarnation' | 'instanceId'> &
  Partial<Pick<LoginInstance, 'state' | 'defaultUser'>> & {
    /** The text of its authorized_keys; change it as its user would. */
    keys: string
    /** No security group lets this address in. */
    closedTo?: string
  }

/** Instances in a list: what EC2's records are to the server, they are to a test of its SSH host. */
export function someInstances(): SomeInstances {
  const all: LoginInstance[] = []
  return {
    add(given) {
      all.push({
        accountId: given.accountId,
        incarnation: given.incarnation,
        instanceId: given.instanceId,
        region: 'eu-central-1',
        get state() {
          return given.state ?? 'running'
        },
        defaultUser: given.defaultUser ?? 'ec2-user',
        system: 'Amazon Linux 2023',
        now: () => Date.now(),
        authorizedKeys: async () => given.keys,
        closedTo: (address) => (address === given.closedTo ? { groupId: 'sg-0123456789abcdef0' } : undefined),
      })
    },
    directory: {
      byId: async (id) => all.find(({ instanceId }) => instanceId === id),
      async withKey(blob) {
        const texts = await Promise.all(all.map((one) => one.authorizedKeys()))
        return all.filter((_, at) => texts[at]?.includes(blob.toString('base64')))
      },
    },
    shells: smallShells,
  }
}
