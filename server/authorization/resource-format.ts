/** The message for a Resource that is no ARN as IAM wants it. Undefined: none is to be said. */
type Fault = string | undefined

const PARTITIONS = new Set(['*', 'aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'])

const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
]

/**
 * What is wrong with a resource's form, in AWS's words.
 * Source: recorded replies to CreatePolicy in moto's and LocalStack's tests; `root` as in the newer message, and in AWS's
 * own policy root-task/IAMAuditRootUserCredentials. Two rules are narrower than what was recorded: a region in an ARN
 * of S3 is a fault where the account is empty (access points have both), and a region of `*` is none.
 */
export function resourceFault(resource: string): Fault {
  if (resource === '*') return undefined
  const [head, partition, ...rest] = partsOf(resource)
  if (head === undefined || partition === undefined) return `Resource ${resource} must be in ARN format or "*".`
  if (!PARTITIONS.has(partition)) return partitionFault(partition, rest)
  const [vendor, region = '', account = '', ...path] = rest
  if (vendor === undefined || /[*?]/.test(vendor)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.'
  }
  if (path.length === 0) return undefined
  const regional = region !== '' && region !== '*'
  if (vendor === 'iam')
    return regional ? `IAM resource ${resource} cannot contain region information.` : iamFault(path.join(':'))
  if (vendor === 's3' && regional && account === '') return `Resource ${resource} can not contain region information.`
  return undefined
}

/** The ARN is shown as AWS reads it: begun with `arn`, missing parts `*`. */
function partitionFault(partition: string, rest: readonly string[]): string {
  const given = rest.join(':') === '' && rest.length < 2 ? [] : rest
  const [vendor = '*', region = '*', account = '*', ...path] = given
  const shown = ['arn', partition, vendor, region, account, path.length > 0 ? path.join(':') : '*'].join(':')
  return `Partition "${partition}" is not valid for resource "${shown}".`
}

function iamFault(path: string): Fault {
  if (path === '*' || path === 'root' || IAM_PATHS.some((start) => path.startsWith(start))) return undefined
  return `IAM resource path must either be "*", root, or start with ${IAM_PATHS.join(', ')}.`
}

/** Parts are missing, or the vendor is empty: `The policy failed legacy parsing`. Source: the same recordings. */
export function failsLegacyParsing(resource: string): boolean {
  if (resource === '*') return false
  const parts = partsOf(resource)
  return parts[2] === '' || (parts.length < 6 && resource.includes('::'))
}

/** Cut at its first five colons, but for those within a policy variable. */
function partsOf(resource: string): string[] {
  if (!resource.includes('${')) return cutAtColons(resource)
  const hidden = resource.replace(/\$\{[^{}]*\}/g, (variable) => variable.replaceAll(':', '\0'))
  return cutAtColons(hidden).map((part) => part.replaceAll('\0', ':'))
}

function cutAtColons(text: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let colon = text.indexOf(':'); colon >= 0 && parts.length < 5; colon = text.indexOf(':', from)) {
    parts.push(text.slice(from, colon))
    from = colon + 1
  }
  return [...parts, text.slice(from)]
}
