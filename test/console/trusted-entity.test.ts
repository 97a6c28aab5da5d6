import { describe, expect, it } from 'vitest'
import {
  customOf,
  missingOf,
  NEW_ENTITY,
  needsInstanceProfile,
  type TrustedEntity,
  trustPolicy,
} from '../../client/console/roles/trusted-entity.js'
import { validatePolicyDocument } from '../../server/authorization/validate.js'

const ACCOUNT = '123456789012'
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer.example/`
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/Corporate`

const entity = (part: Partial<TrustedEntity>): TrustedEntity => ({ ...NEW_ENTITY, ...part })
const statementOf = (part: Partial<TrustedEntity>) => {
  const text = trustPolicy(entity(part), ACCOUNT)
  validatePolicyDocument(text, 'trust')
  const { Statement } = JSON.parse(text) as { Statement: Record<string, unknown>[] }
  return { ...Statement[0], Effect: undefined }
}

describe('the trust policy of a new role', () => {
  it.each([
    [
      'a service',
      { type: 'service', service: 'ec2.amazonaws.com' },
      { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
    ['this account', { type: 'account' }, { Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
    [
      'another account, with all options',
      { type: 'account', whose: 'other', otherAccount: '210987654321', hasExternalId: true, externalId: 'x', requireMfa: true },
      {
        Principal: { AWS: '210987654321' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'x' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
    [
      'an OpenID Connect provider',
      { type: 'web-identity', oidcProvider: OIDC, audience: 'app' },
      {
        Principal: { Federated: OIDC },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'issuer.example/:aud': 'app' } },
      },
    ],
    [
      'a SAML provider, for the console',
      { type: 'saml', samlProvider: SAML, samlValue: 'nothing' },
      {
        Principal: { Federated: SAML },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
    [
      'a SAML provider, for programs',
      { type: 'saml', samlProvider: SAML, samlAccess: 'programmatic', samlAttribute: 'SAML:iss', samlValue: 'idp' },
      {
        Principal: { Federated: SAML },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:iss': 'idp' } },
      },
    ],
  ] as [string, Partial<TrustedEntity>, object][])('names %s', (_who, part, expected) => {
    expect(statementOf(part)).toEqual({ ...expected, Effect: undefined })
  })

  it.each([
    [{ type: 'service' }, 'service'],
    [{ type: 'account', whose: 'other', otherAccount: '1' }, 'account'],
    [{ type: 'account', hasExternalId: true }, 'externalId'],
    [{ type: 'web-identity' }, 'provider'],
    [{ type: 'saml' }, 'provider'],
    [{ type: 'saml', samlProvider: SAML, samlAccess: 'programmatic', samlValue: '' }, 'samlValue'],
    [{ type: 'account' }, undefined],
    [{ type: 'custom' }, undefined],
  ] as [Partial<TrustedEntity>, string | undefined][])('of %j lacks %s', (part, missing) => {
    expect(missingOf(entity(part))).toBe(missing)
  })

  it('comes to the custom editor, which keeps what was written there', () => {
    expect(customOf(entity({ type: 'account' }), ACCOUNT)).toBe(trustPolicy(entity({ type: 'account' }), ACCOUNT))
    expect(JSON.parse(customOf(NEW_ENTITY, ACCOUNT)).Statement[0].Principal).toEqual({})
    expect(customOf(entity({ custom: '{}' }), ACCOUNT)).toBe('{}')
  })

  it('needs an instance profile for EC2 only', () => {
    expect(needsInstanceProfile(entity({ service: 'ec2.amazonaws.com' }))).toBe(true)
    expect(needsInstanceProfile(entity({ service: 'lambda.amazonaws.com' }))).toBe(false)
    expect(needsInstanceProfile(entity({ type: 'account', service: 'ec2.amazonaws.com' }))).toBe(false)
  })
})
