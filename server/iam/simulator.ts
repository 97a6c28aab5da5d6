import type { AccountView } from '../account/account.js'
import { accountOfArn } from '../account/arns.js'
import { compiling } from '../authorization/compile.js'
import { findingContextKeys } from '../authorization/context-keys.js'
import { compiledOf, everyPolicy, type PolicySet, type PolicySource } from '../authorization/evaluate.js'
import { readingPolicy } from '../authorization/grammar.js'
import type { RequestContext } from '../authorization/types.js'
import { MalformedPolicy, type PolicyKind, validating } from '../authorization/validate.js'
import { invalidInput, noSuchEntity } from '../aws/aws-error.js'
import type { ContextEntry, EvaluationResult, SimulateCustomPolicyRequest } from '../aws/model/iam.types.js'
import { inPieces } from '../bounds/turn.js'
import { managedPolicyDocument } from '../policies/principal-policies.js'
import { query } from '../runner/operation.js'
import { entityByArn, type PolicyHolder } from './entity-by-arn.js'
import { endOf, startOf } from './pagination.js'
import { policiesOfHolder } from './policy-entities.js'
import { resultOf, type Simulation } from './simulation-result.js'

/** What both simulations take. */
type SimulationInput = Omit<SimulateCustomPolicyRequest, 'PolicyInputList'>

/** A policy of the input; its name is its place, as AWS names it. Throws InvalidInput. */
async function inputPolicy(document: string, name: string, kind: PolicyKind = 'identity'): Promise<PolicySource> {
  try {
    const policy = await inPieces(validating(document, kind))
    return { name, document, compiled: await inPieces(compiling(policy)) }
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidInput(error.message, 'malformed-policy')
    throw error
  }
}

async function inputPolicies(documents: readonly string[] = [], name = 'PolicyInputList'): Promise<PolicySource[]> {
  const policies: PolicySource[] = []
  for (const [index, document] of documents.entries()) policies.push(await inputPolicy(document, `${name}.${index + 1}`))
  return policies
}

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

/** Longer ones would make matching dear; AWS documents no limit. */
const MAX_CONTEXT_VALUE = 2048
/** A page ends earlier where policies are large: AWS too may answer fewer results than MaxItems. Characters evaluated. */
const CHARACTERS_A_PAGE = 20_000_000
/** A page ends after the result with which it has so many matched statements and missing keys. */
const PARTS_A_PAGE = 2000
/** The actions and resources asked about; their pairs are counted, not kept, since there can be millions. */
interface Asked {
  actions: readonly string[]
  resources: readonly string[]
}

function askedOf({
  ActionNames: actions,
  ResourceArns: resources = ['*'],
  ContextEntries: entries = [],
}: SimulationInput): Asked {
  const wrong = actions.find((action) => !/^[\w-]+:[\w*?-]+$/.test(action))
  if (wrong !== undefined) throw invalidInput(`Invalid action: ${wrong}`, 'action')
  const long = entries.find(({ ContextKeyValues: values = [] }) => values.some(({ length }) => length > MAX_CONTEXT_VALUE))
  if (long) {
    throw invalidInput(
      `A value of the context key ${long.ContextKeyName?.slice(0, 256)} is longer than ${MAX_CONTEXT_VALUE} characters.`,
      'context-value',
    )
  }
  return { actions, resources }
}

/**
 * Each action with each resource, decided by the engine that decides real requests: those of the page that is asked for,
 * one after the other, with others let in between. Source: IAM API Reference, "SimulateCustomPolicy".
 */
async function simulated(
  account: AccountView,
  policies: PolicySet,
  { caller, holder }: { caller: PolicyHolder | undefined; holder?: PolicyHolder },
  input: SimulationInput,
) {
  const asked = askedOf(input)
  const context = { ...principalContext(caller, account.accountId), ...contextOf(input.ContextEntries) }
  const principal = input.CallerArn ?? caller?.arn ?? `arn:aws:iam::${account.accountId}:user/simulated`
  const simulation: Simulation = {
    policies,
    missing: await missingKeys(policies, context),
    positions: new Map(),
    named: input.ResourceArns !== undefined,
    holder,
    request({ action, resource }) {
      const owner = accountOfArn(input.ResourceOwner ?? '') || accountOfArn(resource)
      return {
        principal,
        principalAccount: account.accountId,
        action,
        resource,
        ...(/^\d{12}$/.test(owner) ? { resourceAccount: owner } : {}),
        context,
      }
    },
  }
  const characters = everyPolicy(policies).reduce((sum, [, { document }]) => sum + document.length, 0)
  const atMost = Math.max(1, Math.floor(CHARACTERS_A_PAGE / Math.max(1, characters)))
  const { items, ...rest } = await pageOf(asked, { ...input, MaxItems: Math.min(input.MaxItems ?? 100, atMost) }, simulation)
  return { EvaluationResults: items, ...rest }
}

async function pageOf(
  { actions, resources }: Asked,
  input: { Marker?: string | undefined; MaxItems: number },
  simulation: Simulation,
) {
  const pair = (index: number) => ({
    action: actions[Math.floor(index / resources.length)] ?? '',
    resource: resources[index % resources.length] ?? '',
  })
  const total = actions.length * resources.length
  const pairs = {
    length: total,
    keyAt: (index: number) => {
      const { action, resource } = pair(index)
      return `${action} ${resource}`
    },
  }
  const start = startOf(pairs, input.Marker)
  const items: EvaluationResult[] = []
  let parts = 0
  while (items.length < input.MaxItems && parts < PARTS_A_PAGE && start + items.length < total) {
    const result = await resultOf(simulation, simulation.request(pair(start + items.length)))
    const ofResult = (result.MatchedStatements?.length ?? 0) + simulation.missing.length
    parts += simulation.named ? 2 * ofResult : ofResult
    items.push(result)
  }
  return { items, ...endOf(pairs, start + items.length) }
}

/** Keys that the policies ask for and neither input nor principal gives. */
async function missingKeys({ identity, boundary, resource }: PolicySet, context: RequestContext): Promise<string[]> {
  const all = [...identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])]
  return (await keysOfAll(all)).filter((key) => !Object.hasOwn(context, key.toLowerCase()))
}

async function keysOfAll(policies: readonly PolicySource[]): Promise<string[]> {
  const keys = new Map<string, string>()
  for (const policy of policies) {
    for (const key of await inPieces(findingContextKeys(compiledOf(policy)))) keys.set(key.toLowerCase(), key)
  }
  return [...keys.values()]
}

async function boundaryOf(documents: readonly string[] = []): Promise<Pick<PolicySet, 'boundary'>> {
  if (documents.length > 1) throw invalidInput('Only one permissions boundary policy may be specified.', 'boundaries')
  const [boundary] = await inputPolicies(documents, 'PermissionsBoundaryPolicyInputList')
  return boundary ? { boundary } : {}
}

/** A role's trust policy is a resource policy, too, and has no resources. */
async function resourcePolicyOf(document: string | undefined): Promise<Pick<PolicySet, 'resource'>> {
  if (document === undefined) return {}
  const kind = (await isTrustPolicy(document)) ? 'trust' : 'resource'
  return { resource: await inputPolicy(document, 'ResourcePolicy', kind) }
}

async function isTrustPolicy(document: string): Promise<boolean> {
  const statements = (await inPieces(readingPolicy(document)))?.statements ?? []
  return statements.every(
    ({ resource, notResource, action = [] }) =>
      !resource && !notResource && action.length > 0 && action.every((name) => /^sts:/i.test(name)),
  )
}

/**
 * Simulates the decisions of the policies in the input. Errors: InvalidInput.
 * @differs If the input leaves out condition keys of the caller ARN's user or role, they're filled in.
 * Source: IAM API Reference, "SimulateCustomPolicy".
 */
export const SimulateCustomPolicy = query('iam', 'SimulateCustomPolicy', {
  needs: () => ({ resource: '*' }),
  async prepare({ account, input }) {
    const policies: PolicySet = {
      identity: await inputPolicies(input.PolicyInputList),
      ...(await boundaryOf(input.PermissionsBoundaryPolicyInputList)),
      ...(await resourcePolicyOf(input.ResourcePolicy)),
    }
    const caller = input.CallerArn === undefined ? undefined : entityByArn(account, input.CallerArn)
    return simulated(account, policies, { caller }, input)
  },
  handle: ({ prepared }) => prepared,
})

/**
 * Simulates the decisions of the policies of a user (with the user's groups), group, or role, together with those in the
 * input. Errors: NoSuchEntity, InvalidInput.
 * @differs Same as SimulateCustomPolicy.
 * Source: IAM API Reference, "SimulatePrincipalPolicy"; message from recorded replies.
 */
export const SimulatePrincipalPolicy = query('iam', 'SimulatePrincipalPolicy', {
  needs: ({ input }) => ({ resource: input.PolicySourceArn }),
  async prepare({ account, input }) {
    const holder = findHolder(account, input.PolicySourceArn)
    const own = holder.type === 'Group' ? undefined : holder.entity.permissionsBoundary
    const bounding = own === undefined ? undefined : managedPolicyDocument(account, own)
    const policies: PolicySet = {
      identity: [...policiesOfHolder(account, holder), ...(await inputPolicies(input.PolicyInputList))],
      ...(bounding ? { boundary: bounding } : {}),
      ...(await boundaryOf(input.PermissionsBoundaryPolicyInputList)),
      ...(await resourcePolicyOf(input.ResourcePolicy)),
    }
    const caller = input.CallerArn === undefined ? holder : entityByArn(account, input.CallerArn)
    return simulated(account, policies, { caller, holder }, input)
  },
  handle: ({ prepared }) => prepared,
})

/** Source of both texts: recorded and public replies. */
function findHolder(account: AccountView, arn: string): PolicyHolder {
  if (!/^arn:[\w-]+:iam::\d{12}:(user|group|role)\/./.test(arn)) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`, 'entity-arn')
  }
  const holder = entityByArn(account, arn)
  if (!holder) throw noSuchEntity('Unable to retrieve specified IAM entity.', 'unknown-entity')
  return holder
}

/** Lists the condition keys in the given policies. Errors: InvalidInput. Source: "GetContextKeysForCustomPolicy". */
export const GetContextKeysForCustomPolicy = query('iam', 'GetContextKeysForCustomPolicy', {
  needs: () => ({ resource: '*' }),
  prepare: async ({ input }) => keysOfAll(await inputPolicies(input.PolicyInputList)),
  handle: ({ prepared }) => ({ ContextKeyNames: prepared }),
})

/**
 * Lists the condition keys in the policies of a user, group, or role. Errors: NoSuchEntity, InvalidInput.
 * Source: "GetContextKeysForPrincipalPolicy".
 */
export const GetContextKeysForPrincipalPolicy = query('iam', 'GetContextKeysForPrincipalPolicy', {
  needs: ({ input }) => ({ resource: input.PolicySourceArn }),
  async prepare({ account, input }) {
    const own = policiesOfHolder(account, findHolder(account, input.PolicySourceArn))
    return keysOfAll([...own, ...(await inputPolicies(input.PolicyInputList))])
  },
  handle: ({ prepared }) => ({ ContextKeyNames: prepared }),
})

export const simulatorOperations = [
  SimulateCustomPolicy,
  SimulatePrincipalPolicy,
  GetContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy,
]
