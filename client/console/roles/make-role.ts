import type { IAM } from '@aws-sdk/client-iam'
import type { Tag } from '../parts/tag-editor.js'

export interface NewRole {
  name: string
  description: string
  trust: string
  tags: readonly Tag[]
  /** ARNs. */
  policies: readonly string[]
  boundary: string | undefined
  instanceProfile: boolean
}

/** A call of several that make one role. */
export interface Step {
  id: string
  run(iam: IAM): Promise<unknown>
}

/**
 * The role, its policies, and for EC2 the instance profile of the same name.
 * Source: IAM User Guide, "Use instance profiles".
 */
export function stepsOf(role: NewRole): Step[] {
  const { name: RoleName, description, trust, tags, policies, boundary } = role
  return [
    {
      id: 'CreateRole',
      run: (iam) =>
        iam.createRole({
          RoleName,
          AssumeRolePolicyDocument: trust,
          ...(description === '' ? {} : { Description: description }),
          ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
          ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
        }),
    },
    ...(role.instanceProfile
      ? [
          { id: 'CreateInstanceProfile', run: (iam: IAM) => iam.createInstanceProfile({ InstanceProfileName: RoleName }) },
          {
            id: 'AddRoleToInstanceProfile',
            run: (iam: IAM) => iam.addRoleToInstanceProfile({ InstanceProfileName: RoleName, RoleName }),
          },
        ]
      : []),
    ...policies.map((PolicyArn) => ({
      id: `AttachRolePolicy ${PolicyArn}`,
      run: (iam: IAM) => iam.attachRolePolicy({ RoleName, PolicyArn }),
    })),
  ]
}

/** Runs what isn't done yet, and marks what is: after a refusal in the middle, the next attempt goes on from there. */
export async function runSteps(iam: IAM, steps: readonly Step[], done: Set<string>): Promise<void> {
  for (const { id, run } of steps) {
    if (done.has(id)) continue
    await run(iam)
    done.add(id)
  }
}
