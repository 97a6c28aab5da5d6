import { describe, expect, it } from 'vitest'
import type { ServiceName } from '../../server/aws/model/model.js'
import { checkConstraints } from '../../server/wire/constraints.js'

const message = (service: ServiceName, shape: string, input: Record<string, unknown>): string => {
  try {
    checkConstraints(service, shape, input)
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}

const TAG_KEYS =
  "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: " +
  '[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, ' +
  'Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]'

describe('a list of single values', () => {
  it.each([
    ['UntagRoleRequest', { RoleName: 'r' }],
    ['UntagUserRequest', { UserName: 'u' }],
    ['UntagPolicyRequest', { PolicyArn: 'arn:aws:iam::123456789012:policy/p' }],
  ])('of %s fails as a whole, with all constraints of a value', (shape, input) => {
    for (const TagKeys of [['a'.repeat(129)], ['fine', 'a<b'], ['', 'a'.repeat(129)], [undefined]]) {
      expect(message('iam', shape, { ...input, TagKeys })).toBe(TAG_KEYS)
    }
    expect(message('iam', shape, { ...input, TagKeys: ['a', 'b'] })).toBe('accepted')
  })

  it('names only the constraints that there are', () => {
    const input = { PolicySourceArn: 'arn:aws:iam::123456789012:user/u', ActionNames: ['s3'] }
    expect(message('iam', 'SimulatePrincipalPolicyRequest', input)).toBe(
      "1 validation error detected: Value at 'actionNames' failed to satisfy constraint: Member must satisfy constraint: " +
        '[Member must have length less than or equal to 128, Member must have length greater than or equal to 3, ' +
        'Member must not be null]',
    )
    expect(message('iam', 'GetAccountAuthorizationDetailsRequest', { Filter: ['Nobody'] })).toBe(
      "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must satisfy constraint: " +
        '[Member must satisfy enum value set, Member must not be null]',
    )
  })

  it('is shown by STS, which shows values', () => {
    const input = { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 's1', TransitiveTagKeys: ['team', 'a<b'] }
    expect(message('sts', 'AssumeRoleRequest', input)).toContain(
      "Value '[team, a<b]' at 'transitiveTagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must",
    )
  })
})

it('tells a structure in a list by its place', () => {
  expect(message('iam', 'TagRoleRequest', { RoleName: 'r', Tags: [{ Key: 'a'.repeat(129), Value: '' }] })).toBe(
    "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128",
  )
})

/** Each wrong member, in the order of the text. */
const told = (text: string) => [...text.matchAll(/at '(\w+)'/g)].map(([, name]) => name)

describe('several wrong members', () => {
  it('come in the order of UpdateAccountPasswordPolicy’s recorded answer', () => {
    const input = { MinimumPasswordLength: 5, MaxPasswordAge: 1096, PasswordReusePrevention: 25 }
    const text = message('iam', 'UpdateAccountPasswordPolicyRequest', input)
    expect(text).toMatch(/^3 validation errors detected: /)
    expect(told(text)).toEqual(['minimumPasswordLength', 'passwordReusePrevention', 'maxPasswordAge'])
  })

  it('come in the order of CreateOpenIDConnectProvider’s recorded answer', () => {
    const input = { Url: 'x'.repeat(256), ThumbprintList: ['a'], ClientIDList: ['b'.repeat(256)] }
    const text = message('iam', 'CreateOpenIDConnectProviderRequest', input)
    expect(text).toBe(
      "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy constraint: " +
        '[Member must have length less than or equal to 255, Member must have length greater than or equal to 1, ' +
        "Member must not be null]; Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: " +
        '[Member must have length less than or equal to 40, Member must have length greater than or equal to 40, ' +
        "Member must not be null]; Value at 'url' failed to satisfy constraint: " +
        'Member must have length less than or equal to 255',
    )
  })
})

describe('a path prefix that does not begin with a slash', () => {
  it.each(['ListPoliciesRequest', 'ListUsersRequest'])('is refused by %s in the words of prefixes', (shape) => {
    expect(message('iam', shape, { PathPrefix: 'foo' })).toBe(
      'The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.',
    )
  })

  it('is told from a path, which ends with a slash, too', () => {
    expect(message('iam', 'CreatePolicyRequest', { PolicyName: 'p', PolicyDocument: '{}', Path: '/foo' })).toMatch(
      /^The specified value for path is invalid. It must begin and end with \//,
    )
    expect(message('iam', 'ListPoliciesRequest', { PathPrefix: '/foo' })).toMatch(/^The specified value for pathPrefix/)
  })
})
