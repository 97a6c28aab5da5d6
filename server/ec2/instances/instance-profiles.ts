import type { AccountView, Entity } from '../../account/account.js'
import { instanceProfileArn, roleArn } from '../../account/arns.js'
import type { ProfileAssociation } from '../../account/entities.js'
import { foldName } from '../../account/indexes.js'
import type { Instant, Random } from '../../account/ports.js'
import { invalidParameterValue } from '../../aws/aws-error.js'
import { invalidParameterCombination, missingParameter } from '../../aws/ec2-errors.js'
import type { IamInstanceProfileSpecification } from '../../aws/model/ec2.types.js'
import { clipped } from '../../bounds/clipped.js'
import type { Need } from '../../runner/operation.js'
import { newResourceId } from '../regional.js'

type Specification = IamInstanceProfileSpecification

const MAX_ECHOED = 200

/** The instance profile that a call names, by name or by ARN. */
function profileNamed(account: AccountView, { Name: name, Arn: arn }: Specification): Entity<'InstanceProfile'> | undefined {
  const wanted = name ?? arn?.slice(arn.lastIndexOf('/') + 1) ?? ''
  const profile = account.where('InstanceProfile', 'name', foldName(wanted))[0]
  // Names are unique ignoring case; EC2 takes them as they are written.
  if (name) return profile?.instanceProfileName === name ? profile : undefined
  return profile && instanceProfileArn(account.accountId, profile) === arn ? profile : undefined
}

/** Throws for a specification that is wrong whatever the account holds. Source: public replies. */
export function checkProfileSpecification({ Name: name, Arn: arn }: Specification): void {
  if (!name && !arn) throw missingParameter('IamInstanceProfile.Name')
  if (!name || !arn) return
  throw invalidParameterCombination(
    "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
  )
}

/**
 * The instance profile that a call gives an instance. It must have a role.
 * Sources: public replies of RunInstances, those of an unknown profile and of one without a role.
 */
export function profileFor(account: AccountView, specification: Specification): Entity<'InstanceProfile'> {
  const { Name: name, Arn: arn } = specification
  const profile = profileNamed(account, specification)
  if (!profile) {
    const [given, parameter, kind] = name ? [name, 'name', 'name'] : [arn ?? '', 'arn', 'ARN']
    throw invalidParameterValue(
      `Value (${clipped(given, MAX_ECHOED)}) for parameter iamInstanceProfile.${parameter} is invalid. Invalid IAM Instance Profile ${kind}`,
    )
  }
  if (profile.roleId === undefined || !account.get('Role', profile.roleId)) {
    throw invalidParameterValue(
      `IAM Instance Profile "${instanceProfileArn(account.accountId, profile)}" has no associated IAM Roles`,
    )
  }
  return profile
}

/** The ARN of the profile that a call names, whether there is one or not; undefined if it names none. */
export function profileArnIn(account: AccountView, specification: Specification | undefined): string | undefined {
  const { Name: name, Arn: arn } = specification ?? {}
  if (!name) return arn || undefined
  const { accountId } = account
  const profile = profileNamed(account, { Name: name })
  return instanceProfileArn(accountId, profile ?? { path: '/', instanceProfileName: name })
}

/**
 * Whoever gives an instance a role must be allowed to pass it: the role in the profile, not the profile.
 * Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
 */
export function passRole(account: AccountView, specification: Specification | undefined, instanceArn: string): Need[] {
  const profile = specification && profileNamed(account, specification)
  const role = profile?.roleId === undefined ? undefined : account.get('Role', profile.roleId)
  if (!role) return []
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:AssociatedResourceArn': instanceArn }
  return [{ action: 'iam:PassRole', resource: roleArn(account.accountId, role), context }]
}

export const newAssociation = (
  account: AccountView,
  profile: Entity<'InstanceProfile'>,
  now: Instant,
  random: Random,
): ProfileAssociation => ({
  associationId: newResourceId('iip-assoc', random),
  instanceProfileId: profile.instanceProfileId,
  arn: instanceProfileArn(account.accountId, profile),
  since: now,
})
