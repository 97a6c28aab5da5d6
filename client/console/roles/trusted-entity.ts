/** What the first step of the wizard asks, and the trust policy it makes of it. */
export interface TrustedEntity {
  type: 'account' | 'service' | 'web-identity' | 'custom'
  /** Another account's id; empty: this one. */
  otherAccount: string
  externalId: string
  requireMfa: boolean
  service: string
  providerArn: string
  audience: string
  custom: string
}

export const NEW_ENTITY: TrustedEntity = {
  type: 'account',
  otherAccount: '',
  externalId: '',
  requireMfa: false,
  service: 'ec2.amazonaws.com',
  providerArn: '',
  audience: '',
  custom: '',
}

export const SERVICES = [
  { value: 'ec2.amazonaws.com', label: 'EC2' },
  { value: 'lambda.amazonaws.com', label: 'Lambda' },
  { value: 'ecs-tasks.amazonaws.com', label: 'Elastic Container Service Task' },
  { value: 'cloudformation.amazonaws.com', label: 'CloudFormation' },
  { value: 'states.amazonaws.com', label: 'Step Functions' },
]

export function trustPolicy(entity: TrustedEntity, accountId: string): string {
  if (entity.type === 'custom') return entity.custom
  return JSON.stringify({ Version: '2012-10-17', Statement: [statementOf(entity, accountId)] }, null, 2)
}

function statementOf(entity: TrustedEntity, accountId: string): Record<string, unknown> {
  switch (entity.type) {
    case 'service':
      return { Effect: 'Allow', Principal: { Service: entity.service }, Action: 'sts:AssumeRole' }
    case 'web-identity': {
      const issuer = entity.providerArn.split(':oidc-provider/')[1] ?? ''
      return {
        Effect: 'Allow',
        Principal: { Federated: entity.providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        ...(entity.audience === '' ? {} : { Condition: { StringEquals: { [`${issuer}:aud`]: entity.audience } } }),
      }
    }
    default: {
      const condition = {
        ...(entity.externalId === '' ? {} : { StringEquals: { 'sts:ExternalId': entity.externalId } }),
        ...(entity.requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
      }
      return {
        Effect: 'Allow',
        Principal: { AWS: entity.otherAccount === '' ? accountId : entity.otherAccount },
        Action: 'sts:AssumeRole',
        ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
      }
    }
  }
}
