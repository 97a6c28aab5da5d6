import type { Caller } from '../../../server/account/caller.js'
import type { Instance } from '../../../server/aws/model/ec2.types.js'
import { imagesIn } from '../../../server/ec2/images.js'
import { World } from '../../support/world.js'

export interface Reserved {
  ReservationId: string
  Instances: (Instance & { InstanceId: string })[]
}

/** Instances on one account in memory. */
export class InstanceBench {
  constructor(readonly world: World) {}

  static async new(services?: Parameters<typeof World.withAccount>[1]): Promise<InstanceBench> {
    return new InstanceBench(await World.withAccount(undefined, services))
  }

  image(of: RegExp = /al2023.*x86_64/, region = 'us-east-1'): string {
    const image = imagesIn(region).find(({ name }) => of.test(name))
    if (!image) throw new Error(`no image ${of}`)
    return image.imageId
  }

  launch(input: object = {}, caller: Caller = this.world.root(), region = 'us-east-1'): Promise<Reserved> {
    const least = { ImageId: this.image(undefined, region), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }
    return this.world.call<Reserved>('ec2:RunInstances', { ...least, ...input }, caller, region)
  }

  /** A new instance that runs. */
  async running(input: object = {}): Promise<string> {
    const { Instances } = await this.launch(input)
    this.world.clock.forward(10_000)
    return Instances[0]?.InstanceId ?? ''
  }

  async list(input: object = {}, region = 'us-east-1'): Promise<Reserved['Instances']> {
    const { Reservations } = await this.world.call<{ Reservations: Reserved[] }>(
      'ec2:DescribeInstances',
      { ...input },
      this.world.root(),
      region,
    )
    return Reservations.flatMap(({ Instances }) => Instances)
  }

  async one(id: string): Promise<Instance> {
    const [instance] = await this.list({ InstanceIds: [id] })
    if (!instance) throw new Error(`no instance ${id}`)
    return instance
  }

  change(name: 'Start' | 'Stop' | 'Terminate' | 'Reboot', ids: string[], input: object = {}): Promise<unknown> {
    return this.world.call(`ec2:${name}Instances`, { InstanceIds: ids, ...input })
  }

  /** An instance profile with a role that EC2 may assume. */
  async profile(name: string, { role = true } = {}): Promise<string> {
    const { world } = this
    const { InstanceProfile } = await world.call<{ InstanceProfile: { Arn: string } }>('iam:CreateInstanceProfile', {
      InstanceProfileName: name,
    })
    if (!role) return InstanceProfile.Arn
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    })
    await world.call('iam:CreateRole', { RoleName: name, AssumeRolePolicyDocument })
    await world.call('iam:AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName: name })
    return InstanceProfile.Arn
  }
}
