import type { ContextEntry, EvaluationResult, IAM } from '@aws-sdk/client-iam'
import { allPages } from '../queries/pages.js'
import { type MatchedStatement, matchedOf } from './matched-statement.js'
import type { SimulatedPolicy, SimulatedPrincipal } from './simulated-policy.js'

export interface AskedAction {
  name: string
  /** An ARN, or `*`. */
  resource: string
}

export interface Simulation {
  /** Undefined: the policies stand for themselves. */
  principal: SimulatedPrincipal | undefined
  policies: readonly SimulatedPolicy[]
  /** IDs of the policies that are left out. */
  excluded: readonly string[]
  actions: readonly AskedAction[]
  context: ContextEntry[]
}

export interface Result extends AskedAction {
  decision: 'allowed' | 'implicitDeny' | 'explicitDeny'
  /** Undefined without a boundary. */
  boundaryAllows: boolean | undefined
  matched: MatchedStatement[]
  missing: string[]
}

/** The simulator wants a policy at least; this one decides nothing. */
const NOTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"none:None","Resource":"*"}}'

/**
 * A principal's policies as they are, or, where one is left out, the others as custom policies.
 * Each resource is a call, since a call asks about all of its actions on all of its resources.
 */
export async function simulate(iam: IAM, simulation: Simulation): Promise<Result[]> {
  const { actions } = simulation
  const found = new Map<string, Result>()
  for (const resource of new Set(actions.map((action) => action.resource))) {
    const names = actions.filter((action) => action.resource === resource).map(({ name }) => name)
    for (const result of await resultsOf(iam, simulation, names, resource)) found.set(`${result.name} ${resource}`, result)
  }
  return actions.flatMap(({ name, resource }) => found.get(`${name} ${resource}`) ?? [])
}

async function resultsOf(iam: IAM, simulation: Simulation, ActionNames: string[], resource: string): Promise<Result[]> {
  const { principal, context: ContextEntries } = simulation
  const input = { ActionNames, ResourceArns: [resource], ContextEntries }
  const included = simulation.policies.filter(({ id }) => !simulation.excluded.includes(id))
  const whole = principal !== undefined && included.length === simulation.policies.length
  const sources = whole ? included : numbered(included)
  const pages = await allPages(
    (marker) =>
      whole
        ? iam.simulatePrincipalPolicy({ ...marker, ...input, PolicySourceArn: principal.arn })
        : iam.simulateCustomPolicy({ ...marker, ...input, ...customInput(included, principal) }),
    (page) => page.EvaluationResults,
  )
  return pages.map((result) => resultOf(result, sources))
}

const isBoundary = ({ kind }: SimulatedPolicy): boolean => kind === 'boundary'

function customInput(included: readonly SimulatedPolicy[], principal: SimulatedPrincipal | undefined) {
  const documents = included.filter((policy) => !isBoundary(policy)).map(({ document }) => document)
  const boundaries = included.filter(isBoundary).map(({ document }) => document)
  return {
    PolicyInputList: documents.length > 0 ? documents : [NOTHING],
    ...(boundaries.length > 0 ? { PermissionsBoundaryPolicyInputList: boundaries } : {}),
    ...(principal && principal.kind !== 'group' ? { CallerArn: principal.arn } : {}),
  }
}

/** The answer names the policies of the input by their places. */
function numbered(included: readonly SimulatedPolicy[]): SimulatedPolicy[] {
  const named = (list: readonly SimulatedPolicy[], name: string) =>
    list.map((policy, index) => ({ ...policy, sourceId: `${name}.${index + 1}` }))
  return [
    ...named(
      included.filter((policy) => !isBoundary(policy)),
      'PolicyInputList',
    ),
    ...named(included.filter(isBoundary), 'PermissionsBoundaryPolicyInputList'),
  ]
}

function resultOf(result: EvaluationResult, sources: readonly SimulatedPolicy[]): Result {
  const { EvalActionName = '', EvalResourceName = '*', EvalDecision = 'implicitDeny' } = result
  return {
    name: EvalActionName,
    resource: EvalResourceName,
    decision: EvalDecision,
    boundaryAllows: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    matched: (result.MatchedStatements ?? []).map((statement) => matchedOf(statement, sources)),
    missing: result.MissingContextValues ?? [],
  }
}
