/** Policy texts of tests. */
type Part = Record<string, unknown>

export const policy = (...statements: Part[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements })

export const allow = (action: string | string[], resource: string | string[] = '*', more: Part = {}): Part => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
})
export const deny = (action: string | string[], resource: string | string[] = '*', more: Part = {}): Part => ({
  ...allow(action, resource, more),
  Effect: 'Deny',
})

/** A trust policy for AWS principals. */
export const trust = (principal: string | string[], more: Part = {}): string =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...more,
  })
