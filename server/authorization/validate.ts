import { isOperator } from './conditions.js'
import { isDateValue } from './date-values.js'
import { type PolicyDocument, PolicySyntaxError, parsePolicy, type Statement } from './grammar.js'
import { failsLegacyParsing, resourceFault } from './resource-format.js'

/** What a policy is for. `managed`: to be kept by itself, of version 2012-10-17; `identity`: inline, or asked about. */
export type PolicyKind = 'managed' | 'identity' | 'session' | 'resource' | 'trust'

/** Refused with AWS's own MalformedPolicyDocument text. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy'
}

/** Tab, line feed, carriage return, U+0020–U+00FF. Source: IAM User Guide, "IAM and STS quotas". */
const ALLOWED_CHARACTERS = /^[\t\n\r\u0020-\u00ff]*$/

/**
 * Parses and checks a policy as IAM does when it is stored; throws MalformedPolicy with AWS's message. The document goes
 * through one stage after the other, whole: a bad resource is told before a bad action, whichever statement has it.
 * Sources: stages and texts, recorded replies to CreatePolicy in the tests of moto and LocalStack, and public reports;
 * that inline policies need no version, CloudFormation's templates and public reports ("A managed policy must have a
 * version string").
 */
export function validatePolicyDocument(text: string, kind: PolicyKind): PolicyDocument {
  const document = parsed(text, kind)
  const { statements } = document
  if (kind === 'managed' && document.version !== '2012-10-17') {
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.')
  }
  for (const statement of statements) checkPrincipal(statement, kind)
  // A trust policy has no resources, well formed or not.
  const resources = kind === 'trust' ? [] : resourceLists(statements)
  checkLegacy(statements, resources)
  checkSids(statements)
  for (const { action, notAction } of statements) {
    if ((action ?? notAction ?? []).length === 0) throw new MalformedPolicy('Policy statement must contain actions.')
  }
  for (const list of resources) {
    const fault = faultOf(list)
    if (fault !== undefined) throw new MalformedPolicy(fault)
  }
  for (const statement of statements) checkActions(statement, kind)
  for (const statement of statements) checkResourcesPresent(statement, kind)
  if (kind === 'trust') for (const statement of statements) checkServices(statement)
  return document
}

function parsed(text: string, kind: PolicyKind): PolicyDocument {
  if (!ALLOWED_CHARACTERS.test(text)) throw syntaxErrors()
  try {
    const document = parsePolicy(text)
    if (document.statements.length === 0 || !document.statements.every(knowsItsOperators)) throw syntaxErrors()
    return document
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error
    throw error.what === 'json' && kind === 'trust' ? new MalformedPolicy('This policy contains invalid Json') : syntaxErrors()
  }
}

const syntaxErrors = () => new MalformedPolicy('Syntax errors in policy.')

const knowsItsOperators = ({ condition }: Statement): boolean => condition.every(({ operator }) => isOperator(operator))

function checkPrincipal({ principal, notPrincipal }: Statement, kind: PolicyKind): void {
  const named = principal !== undefined || notPrincipal !== undefined
  if (kind !== 'resource' && kind !== 'trust') {
    if (named) throw new MalformedPolicy('Policy document should not specify a principal.')
    return
  }
  if (!named) throw syntaxErrors()
}

/** IAM's older parser: the case of Effect, dates, and resources up to the first that has a fault with a text of its own. */
function checkLegacy(statements: readonly Statement[], resources: readonly string[][]): void {
  const dates = statements.flatMap(({ condition }) => condition.filter(({ operator }) => /^(\w+:)?Date/.test(operator)))
  const sound = resources.findIndex((list) => faultOf(list) !== undefined)
  const bad =
    statements.some(({ effect, effectAsWritten }) => effect !== effectAsWritten) ||
    dates.some(({ values }) => !values.every(isDateValue)) ||
    resources.slice(0, sound < 0 ? undefined : sound).some((list) => list.some(failsLegacyParsing))
  if (bad) throw new MalformedPolicy('The policy failed legacy parsing')
}

const resourceLists = (statements: readonly Statement[]): string[][] => [
  ...statements.flatMap(({ resource }) => (resource ? [resource] : [])),
  ...statements.flatMap(({ notResource }) => (notResource ? [notResource] : [])),
]

/** Of a list the first in order of text is told. */
const faultOf = (resources: readonly string[]): string | undefined =>
  [...resources]
    .sort()
    .map(resourceFault)
    .find((fault) => fault !== undefined)

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.flatMap(({ sid }) => (sid ? [sid] : []))
  if (!sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid))) {
    throw new MalformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
  }
  if (new Set(sids).size < sids.length) {
    throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.')
  }
}

/** A vendor is not looked up: any service may be named, known or not. Source: the same recordings. */
function checkActions({ action, notAction }: Statement, kind: PolicyKind): void {
  for (const name of action ?? notAction ?? []) {
    if (name === '*') continue
    const [vendor = '', rest, ...more] = name.split(':')
    if (rest === undefined || rest === '') {
      throw new MalformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    }
    if (more.length > 0) throw new MalformedPolicy('Actions/Condition can contain only one colon.')
    if (/[^a-zA-Z0-9.-]/.test(vendor)) throw new MalformedPolicy(`Vendor ${vendor} is not valid`)
    if (kind === 'trust' && vendor.toLowerCase() !== 'sts') {
      throw new MalformedPolicy(
        'Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity',
      )
    }
  }
}

function checkResourcesPresent({ resource, notResource }: Statement, kind: PolicyKind): void {
  const resources = resource ?? notResource
  if (kind === 'trust') {
    if (resources) throw new MalformedPolicy('Has prohibited field Resource')
  } else if (!resources || resources.length === 0) throw new MalformedPolicy('Policy statement must contain resources.')
}

/**
 * A service principal that can be none. Only its form is looked at: which services AWS knows is not public.
 * Source of the message: public reports of CreateRole and CloudFormation.
 */
function checkServices({ principal }: Statement): void {
  const services = principal === undefined || principal === '*' ? [] : (principal.Service ?? [])
  const bad = services.find((service) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(service))
  if (bad !== undefined) throw new MalformedPolicy(`Invalid principal in policy: "SERVICE":"${bad}"`)
}
