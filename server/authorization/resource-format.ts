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
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < resource.length && parts.length < 5; at++) {
    const code = resource.charCodeAt(at)
    if (code === DOLLAR) at = endOfVariable(resource, at)
    if (code !== COLON) continue
    parts.push(resource.slice(from, at))
    from = at + 1
  }
  parts.push(resource.slice(from))
  return parts
}

const [DOLLAR, COLON, OPEN_BRACE, CLOSE_BRACE] = Array.from('$:{}', (char) => char.charCodeAt(0))

/** The brace that ends the policy variable that begins at `start`; `start` if none does. */
function endOfVariable(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== OPEN_BRACE) return start
  for (let at = start + 2; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === CLOSE_BRACE) return at
    if (code === OPEN_BRACE) return start
  }
  return start
}
