import { atOnce } from '../bounds/turn.js'
import { isOperator } from './conditions.js'
import { isDateValue } from './date-values.js'
import { globMatches } from './glob.js'
import { type PolicyDocument, type PolicyPath, PolicySyntaxError, parsingPolicy, type Statement } from './grammar.js'
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
export const validatePolicyDocument = (text: string, kind: PolicyKind): PolicyDocument => atOnce(validating(text, kind))

/** The same, with places to pause: the simulator takes texts of 131,072 characters (see `inPieces`). */
export function* validating(text: string, kind: PolicyKind): Generator<void, PolicyDocument> {
  const document = yield* parsed(text, kind)
  const { statements } = document
  if (kind === 'managed' && document.version !== '2012-10-17') {
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.', { path: ['Version'] })
  }
  for (const [index, statement] of statements.entries()) checkPrincipal(statement, index, kind)
  // A trust policy has no resources, well formed or not.
  const resources = kind === 'trust' ? [] : resourceLists(statements)
  const fault = yield* firstFault(resources)
  yield* checkLegacy(text, statements, resources.slice(0, fault?.list))
  checkSids(statements)
  for (const [index, { action, notAction }] of statements.entries()) {
    if ((action ?? notAction ?? []).length === 0) {
      throw new MalformedPolicy('Policy statement must contain actions.', { path: ['Statement', index] })
    }
  }
  if (fault) throw new MalformedPolicy(fault.message, { path: fault.path })
  if (kind !== 'trust') for (const [index, statement] of statements.entries()) checkResourcesPresent(statement, index)
  for (const [index, statement] of statements.entries()) yield* checkActions(statement, index, kind)
  if (kind === 'trust') for (const [index, statement] of statements.entries()) checkTrust(statement, index)
  return document
}

function* parsed(text: string, kind: PolicyKind): Generator<void, PolicyDocument> {
  const forbidden = text.search(FORBIDDEN_CHARACTER)
  if (forbidden >= 0) throw syntaxErrors({ detail: 'a policy has no such character', at: forbidden })
  try {
    const document = yield* parsingPolicy(text)
    checkTrustBegins(text, kind)
    if (document.statements.length === 0) throw syntaxErrors({ detail: 'there is no statement', path: ['Statement'] })
    yield* checkOperators(document.statements)
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

function* checkOperators(statements: readonly Statement[]): Generator<void, void> {
  for (const [index, { condition }] of statements.entries()) {
    yield
    let last: string | undefined
    for (const { operator } of condition) {
      // An operator's keys stand together.
      if (operator === last || isOperator(operator)) last = operator
      else {
        const path = ['Statement', index, 'Condition', operator]
        throw syntaxErrors({ detail: `there is no condition operator ${operator}`, path })
      }
    }
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
    if (!named) return
    const path = ['Statement', index, principal === undefined ? 'NotPrincipal' : 'Principal']
    throw new MalformedPolicy('Policy document should not specify a principal.', { path })
  }
  if (!named) throw syntaxErrors({ detail: 'Principal is missing', path: ['Statement', index] })
}

/** An element of the statement with this number, and its ARNs. */
interface ResourceList {
  index: number
  element: 'Resource' | 'NotResource'
  arns: readonly string[]
}

const pathTo = ({ index, element }: ResourceList, at: number): PolicyPath => ['Statement', index, element, at]

const DATE_FORM = 'a date is like 2026-01-31T00:00:00Z, or seconds since 1970'
const ARN_FORM =
  'an ARN has six parts, arn:partition:service:region:account-id:resource, of which region and account-id may be empty'

/** White space may follow the document, as a here-document leaves it, and not stand before it. */
const LEADING_SPACE = 'a policy begins with {, without blanks or line breaks before it'

/**
 * IAM's older parser: white space before the document, the case of Effect, dates, and resources; `resources`: up to the
 * first fault with a text of its own. Source of the white space: public reports of PutRolePolicy and PutUserPolicy.
 */
function* checkLegacy(
  text: string,
  statements: readonly Statement[],
  resources: readonly ResourceList[],
): Generator<void, void> {
  const failed = (path: PolicyPath, detail: string, at?: number) =>
    new MalformedPolicy('The policy failed legacy parsing', { path, detail, at })
  if (isSpace(text.charCodeAt(0))) throw failed([], LEADING_SPACE, 0)
  for (const [index, { effect, effectAsWritten }] of statements.entries()) {
    if (effect !== effectAsWritten) throw failed(['Statement', index, 'Effect'], `write "${effect}"`)
  }
  for (const [index, { condition }] of statements.entries()) {
    for (const { operator, key, values } of condition) {
      if (!/^(\w+:)?Date/.test(operator)) continue
      for (const value of values) {
        yield
        if (!isDateValue(value)) throw failed(['Statement', index, 'Condition', operator, key], DATE_FORM)
      }
    }
  }
  for (const list of resources) {
    for (const [at, arn] of list.arns.entries()) {
      yield
      if (failsLegacyParsing(arn)) throw failed(pathTo(list, at), ARN_FORM)
    }
  }
}

function resourceLists(statements: readonly Statement[]): ResourceList[] {
  const lists: ResourceList[] = []
  for (const [index, { resource: arns }] of statements.entries()) if (arns) lists.push({ index, element: 'Resource', arns })
  for (const [index, { notResource: arns }] of statements.entries())
    if (arns) lists.push({ index, element: 'NotResource', arns })
  return lists
}

/** The first list that has a fault with a text of its own: `list` is its number. */
function* firstFault(
  resources: readonly ResourceList[],
): Generator<void, { list: number; message: string; path: PolicyPath } | undefined> {
  for (const [list, resource] of resources.entries()) {
    const fault = yield* faultOf(resource)
    if (fault) return { list, ...fault }
  }
  return undefined
}

/** Of a list the first in order of text is told. */
function* faultOf(list: ResourceList): Generator<void, { message: string; path: PolicyPath } | undefined> {
  const { arns } = list
  let first: string | undefined
  for (const arn of arns) {
    yield
    if ((first === undefined || arn < first) && resourceFault(arn) !== undefined) first = arn
  }
  const message = first === undefined ? undefined : resourceFault(first)
  return first === undefined || message === undefined ? undefined : { message, path: pathTo(list, arns.indexOf(first)) }
}

function checkSids(statements: readonly Statement[]): void {
  const odd = statements.findIndex(({ sid }) => sid !== undefined && !/^[0-9A-Za-z]*$/.test(sid))
  if (odd >= 0) {
    throw new MalformedPolicy(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
      { path: ['Statement', odd, 'Sid'] },
    )
  }
  const seen = new Set<string>()
  const twice = statements.findIndex(({ sid = '' }) => sid !== '' && seen.size === seen.add(sid).size)
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
function* checkActions({ action, notAction }: Statement, index: number, kind: PolicyKind): Generator<void, void> {
  for (const [at, name] of (action ?? notAction ?? []).entries()) {
    yield
    const message = actionFault(name, kind)
    if (message) throw new MalformedPolicy(message, { path: ['Statement', index, action ? 'Action' : 'NotAction', at] })
  }
}

function actionFault(name: string, kind: PolicyKind): string | undefined {
  if (name === '*') return undefined
  const colon = name.indexOf(':')
  const rest = colon < 0 ? '' : name.slice(colon + 1)
  // What stands between the first two colons may not be empty, whatever follows.
  if (rest === '' || rest.startsWith(':')) return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
  if (rest.includes(':')) return 'Actions/Condition can contain only one colon.'
  const vendor = name.slice(0, colon)
  if (/[^a-zA-Z0-9.-]/.test(vendor)) return `Vendor ${vendor} is not valid`
  if (kind === 'trust' && !TRUST_ACTIONS.some((known) => globMatches(name.toLowerCase(), known))) {
    return 'AssumeRole policy may only specify STS AssumeRole actions.'
  }
  return undefined
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
