import { isOperator } from './conditions.js'
import { type PolicyDocument, PolicySyntaxError, parsePolicy, type Statement } from './grammar.js'
import { isService } from './services.js'

/** What a policy is for: identity (also managed, boundary), session, resource, or a role's trust. */
export type PolicyKind = 'identity' | 'session' | 'resource' | 'trust'

/** Refused with AWS's own MalformedPolicyDocument text. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy'
}

/** Tab, line feed, carriage return, U+0020–U+00FF. Source: IAM User Guide, "IAM and STS quotas". */
const ALLOWED_CHARACTERS = /^[\t\n\r\u0020-\u00ff]*$/

/**
 * Parses and checks a policy as IAM does when it is stored; throws MalformedPolicy with AWS's message for the first
 * thing that is wrong. Sources: recorded AWS replies and public reports.
 */
export function validatePolicyDocument(text: string, kind: PolicyKind): PolicyDocument {
  const document = parsed(text, kind)
  if (document.statements.length === 0) throw new MalformedPolicy('Syntax errors in policy.')
  const sids = new Set<string>()
  for (const statement of document.statements) {
    checkSid(statement, sids)
    checkPrincipal(statement, kind)
    checkActions(statement, kind)
    checkResources(statement, kind)
    for (const { operator } of statement.condition) {
      if (!isOperator(operator)) throw new MalformedPolicy(`Invalid Condition type : ${operator}.`)
    }
  }
  return document
}

function parsed(text: string, kind: PolicyKind): PolicyDocument {
  if (!ALLOWED_CHARACTERS.test(text)) throw new MalformedPolicy('Syntax errors in policy.')
  try {
    return parsePolicy(text)
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error
    throw new MalformedPolicy(
      error.what === 'json' && kind === 'trust' ? 'This policy contains invalid Json' : 'Syntax errors in policy.',
    )
  }
}

function checkSid({ sid }: Statement, sids: Set<string>): void {
  if (sid === undefined) return
  if (!/^[0-9A-Za-z]*$/.test(sid)) {
    throw new MalformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
  }
  if (sid !== '' && sids.has(sid)) throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.')
  sids.add(sid)
}

function checkPrincipal({ principal, notPrincipal }: Statement, kind: PolicyKind): void {
  const named = principal !== undefined || notPrincipal !== undefined
  if (named && (kind === 'identity' || kind === 'session'))
    throw new MalformedPolicy('Policy document should not specify a principal.')
  if (!named && (kind === 'resource' || kind === 'trust')) throw new MalformedPolicy('Syntax errors in policy.')
}

function checkActions({ action, notAction }: Statement, kind: PolicyKind): void {
  const actions = action ?? notAction
  if (!actions || actions.length === 0) throw new MalformedPolicy('Policy statement must contain actions.')
  for (const name of actions) {
    if (name === '*') continue
    const [vendor = '', rest, ...more] = name.split(':')
    if (rest === undefined || rest === '') {
      throw new MalformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    }
    if (more.length > 0) throw new MalformedPolicy('Actions/Condition can contain only one colon.')
    if (!isService(vendor)) throw new MalformedPolicy(`Vendor ${vendor} is not valid`)
    if (kind === 'trust' && vendor.toLowerCase() !== 'sts') {
      throw new MalformedPolicy(
        'Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity',
      )
    }
  }
}

function checkResources({ resource, notResource }: Statement, kind: PolicyKind): void {
  const resources = resource ?? notResource
  if (kind === 'trust') {
    if (resources) throw new MalformedPolicy('Has prohibited field Resource')
    return
  }
  if (!resources || resources.length === 0) throw new MalformedPolicy('Policy statement must contain resources.')
  for (const arn of resources) checkResource(arn)
}

function checkResource(arn: string): void {
  if (arn === '*') return
  if (!arn.startsWith('arn:')) throw new MalformedPolicy(`Resource ${arn} must be in ARN format or "*".`)
  const [, partition = '', vendor, region = '', , ...rest] = arn.split(':')
  if (vendor === undefined || rest.length === 0) throw new MalformedPolicy('The policy failed legacy parsing')
  if (!/^(aws|aws-cn|aws-us-gov|\*)$/.test(partition)) {
    throw new MalformedPolicy(`Partition "${partition}" is not valid for resource "${arn}".`)
  }
  if (vendor === '' || /[*?]/.test(vendor)) {
    throw new MalformedPolicy('Resource vendor must be fully qualified and cannot contain regexes.')
  }
  if (vendor === 'iam' && region !== '' && region !== '*') {
    throw new MalformedPolicy(`IAM resource ${arn} cannot contain region information.`)
  }
}
