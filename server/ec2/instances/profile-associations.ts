import type { AccountView } from '../../account/account.js'
import type { ProfileAssociation } from '../../account/entities.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import type { IamInstanceProfileAssociation } from '../../aws/model/ec2.types.js'
import { operation } from '../../runner/operation.js'
import { ec2Arn } from '../arns.js'
import { describe } from '../describe.js'
import { findInstance, instancesIn } from './find-instances.js'
import { checkProfileSpecification, newAssociation, passRole, profileArnIn, profileFor } from './instance-profiles.js'
import { type Instance, incorrectInstanceState, stateOf } from './lifecycle.js'
import { onInstance } from './needs.js'

type Associated = Instance & { profile: ProfileAssociation }

const isAssociated = (instance: Instance | undefined): instance is Associated => instance?.profile !== undefined

const shape = (
  instanceId: string,
  { associationId, instanceProfileId, arn }: ProfileAssociation,
  State: IamInstanceProfileAssociation['State'],
): IamInstanceProfileAssociation => ({
  AssociationId: associationId,
  InstanceId: instanceId,
  IamInstanceProfile: { Arn: arn, Id: instanceProfileId },
  State,
})

const instanceOf = (account: AccountView, region: string, associationId: string): Associated | undefined => {
  const instance = account.where('Instance', 'association', associationId)[0]
  return isAssociated(instance) && instance.region === region ? instance : undefined
}

/** Source: public replies. */
const noAssociation = (id: string): Error =>
  ec2Error('InvalidAssociationID.NotFound', `An invalid association-id of '${id}' was given`)

function findAssociated(account: AccountView, region: string, associationId: string): Associated {
  const instance = instanceOf(account, region, associationId)
  if (!instance) throw noAssociation(associationId)
  return instance
}

/** Which instance a call on an association is authorized on: any, if there is no such association. */
const instanceIdOf = (account: AccountView, region: string, associationId: string): string =>
  instanceOf(account, region, associationId)?.instanceId ?? '*'

/**
 * Gives a running or stopped instance an instance profile. The caller must be allowed to pass its role.
 * Errors: InvalidInstanceID.NotFound, IncorrectInstanceState, IncorrectState, InvalidParameterValue.
 * Source: EC2 API Reference, "AssociateIamInstanceProfile"; recorded and public replies.
 */
export const AssociateIamInstanceProfile = operation('ec2', 'AssociateIamInstanceProfile', {
  check: ({ input }) => checkProfileSpecification(input.IamInstanceProfile),
  needs({ account, request, input, now }) {
    const { region } = request
    const arn = profileArnIn(account, input.IamInstanceProfile)
    return [
      onInstance(account, region, input.InstanceId, now, arn === undefined ? {} : { 'ec2:NewInstanceProfile': arn }),
      ...passRole(account, input.IamInstanceProfile, ec2Arn(region, account.accountId, 'instance', input.InstanceId)),
    ]
  },
  handle({ account, request, input, now, random }) {
    const instance = findInstance(account, request.region, input.InstanceId, now)
    const state = stateOf(instance, now)
    if (state !== 'running' && state !== 'stopped') throw incorrectInstanceState(instance)
    if (isAssociated(instance)) {
      throw ec2Error('IncorrectState', `There is an existing association for instance ${instance.instanceId}`)
    }
    const profile = newAssociation(account, profileFor(account, input.IamInstanceProfile), now, random)
    account.put('Instance', { ...instance, profile })
    return { IamInstanceProfileAssociation: shape(instance.instanceId, profile, 'associating') }
  },
})

/**
 * Puts another instance profile in the place of an instance's present one; the association has a new id.
 * Errors: InvalidAssociationID.NotFound, IncorrectInstanceState, InvalidParameterValue.
 * Source: EC2 API Reference, "ReplaceIamInstanceProfileAssociation".
 */
export const ReplaceIamInstanceProfileAssociation = operation('ec2', 'ReplaceIamInstanceProfileAssociation', {
  check: ({ input }) => checkProfileSpecification(input.IamInstanceProfile),
  needs({ account, request, input, now }) {
    const { region } = request
    const arn = profileArnIn(account, input.IamInstanceProfile)
    const id = instanceIdOf(account, region, input.AssociationId)
    return [
      onInstance(account, region, id, now, arn === undefined ? {} : { 'ec2:NewInstanceProfile': arn }),
      ...passRole(account, input.IamInstanceProfile, ec2Arn(region, account.accountId, 'instance', id)),
    ]
  },
  handle({ account, request, input, now, random }) {
    const instance = findAssociated(account, request.region, input.AssociationId)
    const profile = newAssociation(account, profileFor(account, input.IamInstanceProfile), now, random)
    account.put('Instance', { ...instance, profile })
    return { IamInstanceProfileAssociation: shape(instance.instanceId, profile, 'associating') }
  },
})

/**
 * Takes the instance profile from an instance. Credentials that it gave last until they expire.
 * Errors: InvalidAssociationID.NotFound. Source: EC2 API Reference, "DisassociateIamInstanceProfile"; recorded replies.
 */
export const DisassociateIamInstanceProfile = operation('ec2', 'DisassociateIamInstanceProfile', {
  needs: ({ account, request, input, now }) =>
    onInstance(account, request.region, instanceIdOf(account, request.region, input.AssociationId), now),
  handle({ account, request, input }) {
    const { profile, ...instance } = findAssociated(account, request.region, input.AssociationId)
    account.put('Instance', instance)
    return { IamInstanceProfileAssociation: shape(instance.instanceId, profile, 'disassociating') }
  },
})

/**
 * Lists the instance profiles of instances. Errors: InvalidAssociationID.NotFound.
 * Source: EC2 API Reference, "DescribeIamInstanceProfileAssociations".
 */
export const DescribeIamInstanceProfileAssociations = describe('DescribeIamInstanceProfileAssociations', {
  member: 'IamInstanceProfileAssociations',
  items: ({ account, request, now }) => instancesIn(account, request.region, now).filter(isAssociated),
  key: ({ profile }) => profile.associationId,
  named: [
    {
      member: 'AssociationIds',
      set: 'associationIdSet',
      of: ({ profile }) => profile.associationId,
      missing: ([id = '']) => noAssociation(id),
    },
  ],
  filters: {
    values: { 'instance-id': ({ instanceId }) => instanceId, state: () => 'associated' },
  },
  shown: ({ instanceId, profile }) => shape(instanceId, profile, 'associated'),
})
