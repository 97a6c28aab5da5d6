import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  type EC2Client,
  type HttpTokensState,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2'
import { tagsAtCreation } from '../queries/ec2/tags.js'
import { ANYWHERE, tcpPermission } from '../security-groups/ranges.js'
import { texts } from './texts.js'

const SSH = 22

/** The answer to *Key pair name* that names none. A key pair can't have this name: it has a space at its end. */
export const WITHOUT_KEY_PAIR = 'without '

export interface Launch {
  name: string
  imageId: string
  instanceType: string
  /** A key pair's name, WITHOUT_KEY_PAIR, or nothing yet. */
  keyName: string
  /** `new`: a group that lets SSH in from the source. */
  firewall: 'new' | 'existing'
  groupIds: readonly string[]
  /** CIDR; absent: no rule. */
  sshFrom: string | undefined
  /** ARN, or nothing. */
  profileArn: string
  metadata: boolean
  tokens: HttpTokensState
  userData: string
  count: string
}

export const FIRST: Launch = {
  name: '',
  imageId: '',
  instanceType: 't3.micro',
  keyName: '',
  firewall: 'new',
  groupIds: [],
  sshFrom: ANYWHERE,
  profileArn: '',
  metadata: true,
  tokens: 'required',
  userData: '',
  count: '1',
}

export const countOf = ({ count }: Launch): number | undefined => (/^[1-9]\d{0,4}$/.test(count) ? Number(count) : undefined)

export const isReady = (launch: Launch): boolean =>
  launch.imageId !== '' &&
  launch.keyName !== '' &&
  countOf(launch) !== undefined &&
  (launch.firewall === 'new' ? launch.sshFrom !== '' : launch.groupIds.length > 0)

/** The first name of the wizard's own that no group has yet. */
export function newGroupName(taken: readonly string[]): string {
  let number = 1
  while (taken.includes(`launch-wizard-${number}`)) number++
  return `launch-wizard-${number}`
}

/** UTF-8, then Base64, as the wire has it. */
const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

function inputOf(launch: Launch, groupIds: readonly string[]): RunInstancesCommandInput {
  const count = countOf(launch)
  return {
    ImageId: launch.imageId,
    InstanceType: launch.instanceType as NonNullable<RunInstancesCommandInput['InstanceType']>,
    MinCount: count,
    MaxCount: count,
    ...(launch.keyName === WITHOUT_KEY_PAIR ? {} : { KeyName: launch.keyName }),
    SecurityGroupIds: [...groupIds],
    ...(launch.profileArn === '' ? {} : { IamInstanceProfile: { Arn: launch.profileArn } }),
    MetadataOptions: launch.metadata ? { HttpEndpoint: 'enabled', HttpTokens: launch.tokens } : { HttpEndpoint: 'disabled' },
    ...(launch.userData === '' ? {} : { UserData: base64(launch.userData) }),
    ...tagsAtCreation('instance', launch.name === '' ? [] : [{ key: 'Name', value: launch.name }]),
  }
}

/** The wizard's own group, which a launch that was refused has made already. */
export interface MadeGroup {
  id?: string
  name?: string
  /** The source that its rule has. */
  openTo?: string | undefined
}

/** Makes the wizard's group where one is wanted, then launches. Returns the instances' ids. */
export async function launchInstances(ec2: EC2Client, launch: Launch, groupName: string, made: MadeGroup): Promise<string[]> {
  const groups = launch.firewall === 'existing' ? launch.groupIds : [await groupFor(ec2, launch, groupName, made)]
  const { Instances = [] } = await ec2.send(new RunInstancesCommand(inputOf(launch, groups)))
  return Instances.map(({ InstanceId = '' }) => InstanceId)
}

async function groupFor(ec2: EC2Client, { sshFrom }: Launch, GroupName: string, made: MadeGroup): Promise<string> {
  const GroupId = made.id ?? (await newGroup(ec2, GroupName))
  made.id = GroupId
  made.name ??= GroupName
  if (made.openTo === sshFrom) return GroupId
  if (made.openTo !== undefined) {
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [tcpPermission(SSH, made.openTo)] }))
    made.openTo = undefined
  }
  if (sshFrom !== undefined) {
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [tcpPermission(SSH, sshFrom)] }))
    made.openTo = sshFrom
  }
  return GroupId
}

async function newGroup(ec2: EC2Client, GroupName: string): Promise<string> {
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: texts.createdGroup }))
  return GroupId
}
