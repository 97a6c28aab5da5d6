import { USE_CASES } from './use-cases.js'

/** What the first step of the wizard asks, and the trust policy it makes of it. */
export interface TrustedEntity {
  type: 'service' | 'account' | 'web-identity' | 'saml' | 'custom'
  service: string
  whose: 'this' | 'other'
  otherAccount: string
  hasExternalId: boolean
  externalId: string
  requireMfa: boolean
  oidcProvider: string
  audience: string
  samlProvider: string
  samlAccess: 'programmatic' | 'console'
  samlAttribute: string
  samlValue: string
  custom: string
}

/** Where SAML assertions for AWS's console are sent. Source: IAM User Guide, "Create a role for SAML 2.0 federation". */
export const SAML_SIGN_IN = 'https://signin.aws.amazon.com/saml'

export const NEW_ENTITY: TrustedEntity = {
  type: 'service',
  service: '',
  whose: 'this',
  otherAccount: '',
  hasExternalId: false,
  externalId: '',
  requireMfa: false,
  oidcProvider: '',
  audience: '',
  samlProvider: '',
  samlAccess: 'console',
  samlAttribute: 'SAML:aud',
  samlValue: SAML_SIGN_IN,
  custom: '',
}

export const useCaseOf = ({ type, service }: TrustedEntity) =>
  type === 'service' ? USE_CASES.find((useCase) => useCase.service === service) : undefined

/** EC2 takes a role by way of an instance profile, which AWS's console makes with it. */
export const needsInstanceProfile = (entity: TrustedEntity): boolean => useCaseOf(entity)?.service === 'ec2.amazonaws.com'

/** What isn't filled in yet, of that which the trust policy needs. */
export function missingOf(entity: TrustedEntity): 'service' | 'account' | 'externalId' | 'provider' | 'samlValue' | undefined {
  switch (entity.type) {
    case 'service':
      return entity.service === '' ? 'service' : undefined
    case 'account':
      if (entity.whose === 'other' && !/^\d{12}$/.test(entity.otherAccount)) return 'account'
      return entity.hasExternalId && entity.externalId === '' ? 'externalId' : undefined
    case 'web-identity':
      return entity.oidcProvider === '' ? 'provider' : undefined
    case 'saml':
      if (entity.samlProvider === '') return 'provider'
      return entity.samlAccess === 'programmatic' && entity.samlValue === '' ? 'samlValue' : undefined
    default:
      return undefined
  }
}

export function trustPolicy(entity: TrustedEntity, accountId: string): string {
  if (entity.type === 'custom') return entity.custom
  return JSON.stringify({ Version: '2012-10-17', Statement: [statementOf(entity, accountId)] }, null, 2)
}

/** What the custom editor begins with: what was written there before, else what the form has made. */
export function customOf(entity: TrustedEntity, accountId: string): string {
  if (entity.custom !== '') return entity.custom
  if (missingOf(entity) === undefined) return trustPolicy(entity, accountId)
  const statement = { Sid: 'Statement1', Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' }
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)
}

function statementOf(entity: TrustedEntity, accountId: string): Record<string, unknown> {
  const allow = (Principal: object, Action: string, Condition: object = {}) => ({
    Effect: 'Allow',
    Principal,
    Action,
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  })
  switch (entity.type) {
    case 'service':
      return allow({ Service: entity.service }, 'sts:AssumeRole')
    case 'web-identity': {
      const issuer = entity.oidcProvider.split(':oidc-provider/')[1] ?? ''
      const condition = entity.audience === '' ? {} : { StringEquals: { [`${issuer}:aud`]: entity.audience } }
      return allow({ Federated: entity.oidcProvider }, 'sts:AssumeRoleWithWebIdentity', condition)
    }
    case 'saml': {
      const toConsole = entity.samlAccess === 'console'
      const equals = toConsole ? { 'SAML:aud': SAML_SIGN_IN } : { [entity.samlAttribute]: entity.samlValue }
      return allow({ Federated: entity.samlProvider }, 'sts:AssumeRoleWithSAML', { StringEquals: equals })
    }
    default:
      return allow({ AWS: entity.whose === 'this' ? accountId : entity.otherAccount }, 'sts:AssumeRole', {
        ...(entity.hasExternalId ? { StringEquals: { 'sts:ExternalId': entity.externalId } } : {}),
        ...(entity.requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
      })
  }
}
