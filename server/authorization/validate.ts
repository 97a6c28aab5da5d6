import { isOperator } from './conditions.js'
import { isDateValue } from './date-values.js'
import { globMatches } from './glob.js'
import { type PolicyDocument, type PolicyPath, PolicySyntaxError, parsePolicy, type Statement } from './grammar.js'
import { isSpace } from './json-reader.js'
import { failsLegacyParsing, resourceFault } from './resource-format.js'
import { unexpectedCharacter } from './unexpected-character.js'

/** What a policy is for. `managed`: to be kept by itself, of version 2012-10-17; `identity`: inline, or asked about. */
export type PolicyKind = 'managed' | 'identity' | 'session' | 'resource' | 'trust'

/** Refused with AWS's own MalformedPolicyDocument text. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy'
  /** To what is wrong, or to what it is missing from: for an editor. */
  readonly path: PolicyPath
  /** What is wrong, where AWS says only that something is. */
  readonly detail: string | undefined
  /** Where in the text, if it is no JSON at all. */
  readonly at: number | undefined
  constructor(
    message: string,
    { path = [], detail, at }: { path?: PolicyPath; detail?: string; at?: number | undefined } = {},
  ) {
    super(message)
    this.path = path
    this.detail = detail
    this.at = at
  }
}

/** All but tab, line feed, carriage return, U+0020–U+00FF. Source: IAM User Guide, "IAM and STS quotas". */
const FORBIDDEN_CHARACTER = /[^\t\n\r\u0020-\u00ff]/

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
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.', { path: ['Version'] })
  }
  for (const [index, statement] of statements.entries()) checkPrincipal(statement, index, kind)
  // A trust policy has no resources, well formed or not.
  const resources = kind === 'trust' ? [] : resourceLists(statements)
  const fault = firstFault(resources)
  checkLegacy(text, statements, resources.slice(0, fault?.list))
  checkSids(statements)
  for (const [index, { action, notAction }] of statements.entries()) {
    if ((action ?? notAction ?? []).length === 0) {
      throw new MalformedPolicy('Policy statement must contain actions.', { path: ['Statement', index] })
    }
  }
  if (fault) throw new MalformedPolicy(fault.message, { path: fault.path })
  if (kind !== 'trust') for (const [index, statement] of statements.entries()) checkResourcesPresent(statement, index)
  for (const [index, statement] of statements.entries()) checkActions(statement, index, kind)
  if (kind === 'trust') for (const [index, statement] of statements.entries()) checkTrust(statement, index)
  return document
}

function parsed(text: string, kind: PolicyKind): PolicyDocument {
  const forbidden = text.search(FORBIDDEN_CHARACTER)
  if (forbidden >= 0) throw syntaxErrors({ detail: 'a policy has no such character', at: forbidden })
  try {
    const document = parsePolicy(text)
    checkTrustBegins(text, kind)
    if (document.statements.length === 0) throw syntaxErrors({ detail: 'there is no statement', path: ['Statement'] })
    for (const [index, { condition }] of document.statements.entries()) {
      const { operator } = condition.find((one) => !isOperator(one.operator)) ?? {}
      if (operator === undefined) continue
      const path = ['Statement', index, 'Condition', operator]
      throw syntaxErrors({ detail: `there is no condition operator ${operator}`, path })
    }
    return document
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error
    const place = { path: error.path, detail: error.message, at: error.at }
    if (error.at === undefined) {
      checkTrustBegins(text, kind)
      throw syntaxErrors(place)
    }
    if (kind === 'trust') throw new MalformedPolicy('This policy contains invalid Json', place)
    const ofParser = kind === 'session' ? unexpectedCharacter(text, error.at, error.expected) : undefined
    throw ofParser === undefined ? syntaxErrors(place) : new MalformedPolicy(ofParser, place)
  }
}

/** Told of what is JSON, whatever else is wrong with it. Sources: public reports; a recorded reply for the order. */
function checkTrustBegins(text: string, kind: PolicyKind): void {
  if (kind !== 'trust' || !isSpace(text.charCodeAt(0))) return
  throw new MalformedPolicy('JSON strings must not have leading spaces', { at: 0, detail: LEADING_SPACE })
}

const syntaxErrors = (place: ConstructorParameters<typeof MalformedPolicy>[1]) =>
  new MalformedPolicy('Syntax errors in policy.', place)

function checkPrincipal({ principal, notPrincipal }: Statement, index: number, kind: PolicyKind): void {
  const named = principal !== undefined || notPrincipal !== undefined
  if (kind !== 'resource' && kind !== 'trust') {
    const path = ['Statement', index, principal === undefined ? 'NotPrincipal' : 'Principal']
    if (named) throw new MalformedPolicy('Policy document should not specify a principal.', { path })
    return
  }
  if (!named) throw syntaxErrors({ detail: 'Principal is missing', path: ['Statement', index] })
}

/** A Resource or NotResource and where it stands. */
interface ResourceList {
  path: PolicyPath
  arns: readonly string[]
}

const ARN_FORM =
  'an ARN has six parts, arn:partition:service:region:account-id:resource, of which region and account-id may be empty'

/** White space may follow the document, as a here-document leaves it, and not stand before it. */
const LEADING_SPACE = 'a policy begins with {, without blanks or line breaks before it'

/**
 * IAM's older parser: white space before the document, the case of Effect, dates, and resources; `resources`: up to the
 * first fault with a text of its own. Source of the white space: public reports of PutRolePolicy and PutUserPolicy.
 */
function checkLegacy(text: string, statements: readonly Statement[], resources: readonly ResourceList[]): void {
  if (isSpace(text.charCodeAt(0))) {
    throw new MalformedPolicy('The policy failed legacy parsing', { at: 0, detail: LEADING_SPACE })
  }
  const bad: { path: PolicyPath; detail: string }[] = [
    ...statements.flatMap(({ effect, effectAsWritten }, index) =>
      effect === effectAsWritten ? [] : [{ path: ['Statement', index, 'Effect'], detail: `write "${effect}"` }],
    ),
    ...statements.flatMap(({ condition }, index) =>
      condition
        .filter(({ operator, values }) => /^(\w+:)?Date/.test(operator) && !values.every(isDateValue))
        .map(({ operator, key }) => ({
          path: ['Statement', index, 'Condition', operator, key],
          detail: 'a date is like 2026-01-31T00:00:00Z, or seconds since 1970',
        })),
    ),
    ...resources.flatMap(({ path, arns }) =>
      arns.flatMap((arn, at) => (failsLegacyParsing(arn) ? [{ path: [...path, at], detail: ARN_FORM }] : [])),
    ),
  ]
  if (bad[0]) throw new MalformedPolicy('The policy failed legacy parsing', bad[0])
}

const resourceLists = (statements: readonly Statement[]): ResourceList[] => [
  ...statements.flatMap(({ resource: arns }, index) => (arns ? [{ arns, path: ['Statement', index, 'Resource'] }] : [])),
  ...statements.flatMap(({ notResource: arns }, index) => (arns ? [{ arns, path: ['Statement', index, 'NotResource'] }] : [])),
]

/** The first list that has a fault with a text of its own: `list` is its number. */
function firstFault(resources: readonly ResourceList[]): { list: number; message: string; path: PolicyPath } | undefined {
  for (const [list, resource] of resources.entries()) {
    const fault = faultOf(resource)
    if (fault) return { list, ...fault }
  }
  return undefined
}

/** Of a list the first in order of text is told. */
function faultOf({ path, arns }: ResourceList): { message: string; path: PolicyPath } | undefined {
  let first: string | undefined
  for (const arn of arns) if ((first === undefined || arn < first) && resourceFault(arn) !== undefined) first = arn
  const message = first === undefined ? undefined : resourceFault(first)
  return first === undefined || message === undefined ? undefined : { message, path: [...path, arns.indexOf(first)] }
}

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.map(({ sid = '' }) => sid)
  const odd = sids.findIndex((sid) => !/^[0-9A-Za-z]*$/.test(sid))
  if (odd >= 0) {
    throw new MalformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
      { path: ['Statement', odd, 'Sid'] },
    )
  }
  const seen = new Set<string>()
  const twice = sids.findIndex((sid) => sid !== '' && seen.size === seen.add(sid).size)
  if (twice >= 0) {
    throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.', { path: ['Statement', twice, 'Sid'] })
  }
}

/**
 * What a trust policy can allow, in lower case. A misspelled name is refused like an action of another service; a pattern
 * must match one of these. Sources: recorded AWS replies to UpdateAssumeRolePolicy, public reports (a misspelled
 * TagSession); IAM User Guide, "Passing session tags in AWS STS" and "Trusted identity propagation" (SetContext).
 */
const TRUST_ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]

/** A vendor is not looked up: any service may be named, known or not. Source: the same recordings. */
function checkActions({ action, notAction }: Statement, index: number, kind: PolicyKind): void {
  for (const [at, name] of (action ?? notAction ?? []).entries()) {
    if (name === '*') continue
    const place = { path: ['Statement', index, action ? 'Action' : 'NotAction', at] }
    const [vendor = '', rest, ...more] = name.split(':')
    if (rest === undefined || rest === '') {
      throw new MalformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.', place)
    }
    if (more.length > 0) throw new MalformedPolicy('Actions/Condition can contain only one colon.', place)
    if (/[^a-zA-Z0-9.-]/.test(vendor)) throw new MalformedPolicy(`Vendor ${vendor} is not valid`, place)
    if (kind === 'trust' && !TRUST_ACTIONS.some((known) => globMatches(name.toLowerCase(), known))) {
      throw new MalformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.', place)
    }
  }
}

/** Told before a bad action, too. Source: the same recordings. */
function checkResourcesPresent({ resource, notResource }: Statement, index: number): void {
  if ((resource ?? notResource ?? []).length > 0) return
  throw new MalformedPolicy('Policy statement must contain resources.', { path: ['Statement', index] })
}

function checkTrust(statement: Statement, index: number): void {
  const { resource, notResource } = statement
  if (resource ?? notResource) {
    const path = ['Statement', index, resource ? 'Resource' : 'NotResource']
    throw new MalformedPolicy('Has prohibited field Resource', { path })
  }
  checkServices(statement, index)
}

/**
 * A service principal that can be none. Only its form is looked at: which services AWS knows is not public.
 * Source of the message: public reports of CreateRole and CloudFormation.
 */
function checkServices({ principal }: Statement, index: number): void {
  const services = principal === undefined || principal === '*' ? [] : (principal.Service ?? [])
  const at = services.findIndex((service) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(service))
  if (at < 0) return
  const path = ['Statement', index, 'Principal', 'Service', at]
  throw new MalformedPolicy(`Invalid principal in policy: "SERVICE":"${services[at]}"`, { path })
}
