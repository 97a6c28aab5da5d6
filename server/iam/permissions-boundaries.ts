import type { AccountView, Entity } from '../account/account.js'
import { noSuchEntity, policyNotAttachable } from '../aws/aws-error.js'
import type { AttachedPermissionsBoundary } from '../aws/model/iam.types.js'
import { awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { isManagedPolicy } from '../policies/principal-policies.js'
import { operation } from '../runner/operation.js'
import { checkArn } from './arn-form.js'
import { findOwnRole, findUser } from './named-entities.js'
import { onRole, onUser } from './needs.js'

/** AWS sends a word that its own model doesn't have. Source: recorded AWS replies to GetUser, GetRole, and CreateUser. */
const BOUNDARY_TYPE = 'Policy' as string as 'PermissionsBoundaryPolicy'

/** An entity's boundary as answers show it, if it has one. */
export const boundaryOf = (entity: Entity<'User'> | Entity<'Role'>): AttachedPermissionsBoundary | undefined =>
  entity.permissionsBoundary === undefined
    ? undefined
    : { PermissionsBoundaryType: BOUNDARY_TYPE, PermissionsBoundaryArn: entity.permissionsBoundary }

/** What a request passes as a boundary is looked at before anything else. */
export function checkBoundaryForm(arn: string | undefined): void {
  if (arn !== undefined) checkArn(arn, 'policy')
}

/** A managed policy that may bound a user or role. Source of the messages: public reports. */
export function checkBoundary(account: AccountView, arn: string): void {
  if (awsManagedPolicy(arn)?.path.startsWith('/aws-service-role/')) {
    throw policyNotAttachable(`Policy ${arn} is not attachable.`)
  }
  if (!isManagedPolicy(account, arn)) {
    throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`)
  }
}

const requested = (arn: string) => ({ context: { 'iam:PermissionsBoundary': arn } })

/**
 * Sets a user's permissions boundary, the limit of what the user can do. Errors: NoSuchEntity, InvalidInput
 * (an ARN that isn't a policy's), PolicyNotAttachable.
 * Source: IAM API Reference, "PutUserPermissionsBoundary".
 */
export const PutUserPermissionsBoundary = operation('iam', 'PutUserPermissionsBoundary', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, requested(input.PermissionsBoundary)),
  handle({ account, input }) {
    checkBoundaryForm(input.PermissionsBoundary)
    const user = findUser(account, input.UserName)
    checkBoundary(account, input.PermissionsBoundary)
    account.put('User', { ...user, permissionsBoundary: input.PermissionsBoundary })
  },
})

/** Removes a user's permissions boundary. Errors: NoSuchEntity. Source: "DeleteUserPermissionsBoundary". */
export const DeleteUserPermissionsBoundary = operation('iam', 'DeleteUserPermissionsBoundary', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, { boundary: true }),
  handle({ account, input }) {
    const { permissionsBoundary, ...user } = findUser(account, input.UserName)
    if (permissionsBoundary === undefined) throw noBoundary('user', user.userName)
    account.put('User', user)
  },
})

/**
 * Sets a role's permissions boundary, with the errors of PutUserPermissionsBoundary. Errors also: UnmodifiableEntity.
 * Source: "PutRolePermissionsBoundary".
 */
export const PutRolePermissionsBoundary = operation('iam', 'PutRolePermissionsBoundary', {
  needs: ({ account, input }) => onRole(account, input.RoleName, requested(input.PermissionsBoundary)),
  handle({ account, input }) {
    checkBoundaryForm(input.PermissionsBoundary)
    const role = findOwnRole(account, input.RoleName)
    checkBoundary(account, input.PermissionsBoundary)
    account.put('Role', { ...role, permissionsBoundary: input.PermissionsBoundary })
  },
})

/**
 * Removes a role's permissions boundary. Errors: NoSuchEntity, UnmodifiableEntity.
 * Source: "DeleteRolePermissionsBoundary".
 */
export const DeleteRolePermissionsBoundary = operation('iam', 'DeleteRolePermissionsBoundary', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input }) {
    const { permissionsBoundary, ...role } = findOwnRole(account, input.RoleName)
    if (permissionsBoundary === undefined) throw noBoundary('role', role.roleName)
    account.put('Role', role)
  },
})

/** The text is this simulator's: AWS's was not found. */
const noBoundary = (type: 'user' | 'role', name: string) => noSuchEntity(`No permissions boundary is set for ${type} ${name}.`)

export const permissionsBoundaryOperations = [
  PutUserPermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  DeleteRolePermissionsBoundary,
]
