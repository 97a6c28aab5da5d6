import type { AccountView } from '../account/account.js'
import { accountOfArn } from '../account/arns.js'
import { managedPolicyDocument } from '../account/principal-policies.js'
import { contextKeysOf } from '../authorization/context-keys.js'
import { type Decision, evaluate, everyPolicy, type PolicySet, type PolicySource } from '../authorization/evaluate.js'
import { statementSpans } from '../authorization/statement-spans.js'
import { trace } from '../authorization/trace.js'
import type { AuthorizationRequest } from '../authorization/types.js'
import { MalformedPolicy, type PolicyKind, validatePolicyDocument } from '../authorization/validate.js'
import { invalidInput, noSuchEntity } from '../operations/aws-error.js'
import { query } from '../operations/operation.js'
import type {
  ContextEntry,
  EvaluationResult,
  Statement as MatchedStatement,
  SimulateCustomPolicyRequest,
} from '../wire/model/iam.types.js'
import { entityByArn, type PolicyHolder } from './entity-by-arn.js'
import { page } from './pagination.js'
import { policiesOfHolder } from './policy-entities.js'

/** What both simulations take. */
type SimulationInput = Omit<SimulateCustomPolicyRequest, 'PolicyInputList'>

/** A policy of the input; its name is its place, as AWS names it. Throws InvalidInput. */
function inputPolicy(document: string, name: string, kind: PolicyKind = 'identity'): PolicySource {
  try {
    validatePolicyDocument(document, kind)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidInput(error.message, 'malformed-policy')
    throw error
  }
  return { name, document }
}

const inputPolicies = (documents: readonly string[] = [], name = 'PolicyInputList'): PolicySource[] =>
  documents.map((document, index) => inputPolicy(document, `${name}.${index + 1}`))

/** Context values by key. Several values make a multi-valued key only where the type says list. */
function contextOf(entries: readonly ContextEntry[] = []): Record<string, string | string[]> {
  return Object.fromEntries(
    entries.map(({ ContextKeyName: key = '', ContextKeyValues: values = [], ContextKeyType: type = 'string' }) => [
      key.toLowerCase(),
      type.endsWith('List') ? values : (values[0] ?? ''),
    ]),
  )
}

/** The keys that a user's or role's calls would carry, for what the input leaves out. */
function principalContext(holder: PolicyHolder | undefined, accountId: string): Record<string, string> {
  if (!holder || holder.type === 'Group') return {}
  const { entity, arn, id } = holder
  return {
    'aws:principalarn': arn,
    'aws:principalaccount': accountId,
    'aws:principaltype': holder.type === 'User' ? 'User' : 'AssumedRole',
    ...(holder.type === 'User' ? { 'aws:username': holder.entity.userName, 'aws:userid': id } : {}),
    ...Object.fromEntries(entity.tags.map(({ Key, Value }) => [`aws:principaltag/${Key.toLowerCase()}`, Value])),
  }
}

/**
 * Each action with each resource, decided by the engine that decides real requests. Source: IAM API Reference,
 * "SimulateCustomPolicy".
 */
function simulated(account: AccountView, policies: PolicySet, caller: PolicyHolder | undefined, input: SimulationInput) {
  const context = { ...principalContext(caller, account.accountId), ...contextOf(input.ContextEntries) }
  const principal = input.CallerArn ?? caller?.arn ?? `arn:aws:iam::${account.accountId}:user/simulated`
  const resources = input.ResourceArns ?? ['*']
  const all = input.ActionNames.flatMap((action) => resources.map((resource) => ({ action, resource })))
  const { items, ...rest } = page(all, input, ({ action, resource }) => `${action} ${resource}`)
  const results = items.map(({ action, resource }): EvaluationResult => {
    if (!/^[\w-]+:[\w*?-]+$/.test(action)) throw invalidInput(`Invalid action: ${action}`, 'action')
    const owner = accountOfArn(input.ResourceOwner ?? '') || accountOfArn(resource)
    const request: AuthorizationRequest = {
      principal,
      principalAccount: account.accountId,
      action,
      resource,
      ...(/^\d{12}$/.test(owner) ? { resourceAccount: owner } : {}),
      context,
    }
    return resultOf(policies, request)
  })
  return { EvaluationResults: results, ...rest }
}

function resultOf(policies: PolicySet, request: AuthorizationRequest): EvaluationResult {
  const decision = evaluate(policies, request)
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: decision.effect,
    MatchedStatements: matchedStatements(policies, request, decision),
    MissingContextValues: missingKeys(policies, request),
    ...(policies.boundary
      ? { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundaryAllows(policies.boundary, request) } }
      : {}),
  }
}

const boundaryAllows = (boundary: PolicySource, request: AuthorizationRequest): boolean =>
  evaluate({ identity: [boundary] }, request).effect === 'allowed'

/** For an explicit deny the Denies that match; otherwise the Allows. */
function matchedStatements(policies: PolicySet, request: AuthorizationRequest, { effect }: Decision): MatchedStatement[] {
  const wanted = effect === 'explicitDeny' ? 'Deny' : 'Allow'
  const sources = everyPolicy(policies)
  return trace(policies, request).flatMap(({ type, statements }, place) => {
    const source = sources[place]?.[1]
    if (!source) return []
    const spans = statementSpans(source.document)
    return statements
      .filter((statement) => statement.matched && statement.effect === wanted)
      .map(({ index }) => ({
        SourcePolicyId: source.name,
        SourcePolicyType: type === 'resource' ? ('resource' as const) : sourceType(source),
        ...positions(spans[index]),
      }))
  })
}

const positions = (span: ReturnType<typeof statementSpans>[number] | undefined) =>
  span && {
    StartPosition: { Line: span.start.line, Column: span.start.column },
    EndPosition: { Line: span.end.line, Column: span.end.column },
  }

function sourceType({ arn, via }: PolicySource): NonNullable<MatchedStatement['SourcePolicyType']> {
  if (arn) return arn.startsWith('arn:aws:iam::aws:') ? 'aws-managed' : 'user-managed'
  return via?.type === 'user' || via?.type === 'group' || via?.type === 'role' ? via.type : 'none'
}

/** Keys that the policies ask for and neither input nor principal gives. */
function missingKeys({ identity, boundary, resource }: PolicySet, { context }: AuthorizationRequest): string[] {
  const all = [...identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])]
  const keys = new Map(all.flatMap(({ document }) => contextKeysOf(document)).map((key) => [key.toLowerCase(), key]))
  return [...keys].filter(([folded]) => !Object.hasOwn(context, folded)).map(([, key]) => key)
}

function boundaryOf(documents: readonly string[] = []): Pick<PolicySet, 'boundary'> {
  if (documents.length > 1) throw invalidInput('Only one permissions boundary policy may be specified.', 'boundaries')
  const [boundary] = inputPolicies(documents, 'PermissionsBoundaryPolicyInputList')
  return boundary ? { boundary } : {}
}

const resourcePolicyOf = (document: string | undefined): Pick<PolicySet, 'resource'> =>
  document === undefined ? {} : { resource: inputPolicy(document, 'ResourcePolicy', 'resource') }

/**
 * What policies of the input would decide. Errors: InvalidInput.
 * @differs Keys of a user or role that the caller ARN names are filled in where the input leaves them out.
 * Source: IAM API Reference, "SimulateCustomPolicy".
 */
export const SimulateCustomPolicy = query('iam', 'SimulateCustomPolicy', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const policies: PolicySet = {
      identity: inputPolicies(input.PolicyInputList),
      ...boundaryOf(input.PermissionsBoundaryPolicyInputList),
      ...resourcePolicyOf(input.ResourcePolicy),
    }
    const caller = input.CallerArn === undefined ? undefined : entityByArn(account, input.CallerArn)
    return simulated(account, policies, caller, input)
  },
})

/**
 * What the policies of a user (with those of their groups), group or role would decide, with more of the input.
 * Errors: NoSuchEntity, InvalidInput.
 * @differs As SimulateCustomPolicy.
 * Source: IAM API Reference, "SimulatePrincipalPolicy"; message from recorded replies.
 */
export const SimulatePrincipalPolicy = query('iam', 'SimulatePrincipalPolicy', {
  needs: ({ input }) => ({ resource: input.PolicySourceArn }),
  handle({ account, input }) {
    const holder = findHolder(account, input.PolicySourceArn)
    const own = holder.type === 'Group' ? undefined : holder.entity.permissionsBoundary
    const bounding = own === undefined ? undefined : managedPolicyDocument(account, own)
    const policies: PolicySet = {
      identity: [...policiesOfHolder(account, holder), ...inputPolicies(input.PolicyInputList)],
      ...(bounding ? { boundary: bounding } : {}),
      ...boundaryOf(input.PermissionsBoundaryPolicyInputList),
      ...resourcePolicyOf(input.ResourcePolicy),
    }
    const caller = input.CallerArn === undefined ? holder : entityByArn(account, input.CallerArn)
    return simulated(account, policies, caller, input)
  },
})

function findHolder(account: AccountView, arn: string): PolicyHolder {
  const holder = entityByArn(account, arn)
  if (!holder) throw noSuchEntity('Unable to retrieve specified IAM entity.', 'unknown-entity')
  return holder
}

const keysOfAll = (documents: readonly string[]): string[] => [
  ...new Map(documents.flatMap(contextKeysOf).map((key) => [key.toLowerCase(), key])).values(),
]

/** The condition keys that policies ask for. Errors: InvalidInput. Source: "GetContextKeysForCustomPolicy". */
export const GetContextKeysForCustomPolicy = query('iam', 'GetContextKeysForCustomPolicy', {
  needs: () => ({ resource: '*' }),
  handle: ({ input }) => ({
    ContextKeyNames: keysOfAll(inputPolicies(input.PolicyInputList).map(({ document }) => document)),
  }),
})

/** The condition keys that an entity's policies ask for. Errors: NoSuchEntity, InvalidInput. Source: "GetContextKeysForPrincipalPolicy". */
export const GetContextKeysForPrincipalPolicy = query('iam', 'GetContextKeysForPrincipalPolicy', {
  needs: ({ input }) => ({ resource: input.PolicySourceArn }),
  handle({ account, input }) {
    const own = policiesOfHolder(account, findHolder(account, input.PolicySourceArn))
    const all = [...own, ...inputPolicies(input.PolicyInputList)]
    return { ContextKeyNames: keysOfAll(all.map(({ document }) => document)) }
  },
})

export const simulatorOperations = [
  SimulateCustomPolicy,
  SimulatePrincipalPolicy,
  GetContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy,
]
