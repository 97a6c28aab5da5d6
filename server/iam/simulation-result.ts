import { evaluating, matching, type PolicySet, type PolicySource } from '../authorization/evaluate.js'
import { statementSpans } from '../authorization/statement-spans.js'
import type { AuthorizationRequest, PolicyType } from '../authorization/types.js'
import type { EvaluationResult, Statement as MatchedStatement } from '../aws/model/iam.types.js'
import { breathe, inPieces } from '../bounds/turn.js'
import type { PolicyHolder } from './entity-by-arn.js'

/** Of one result. */
const MAX_MATCHED = 500

/** What is the same for all results. */
export interface Simulation {
  policies: PolicySet
  missing: string[]
  /** Of the statements of a policy, found when one of them matches. */
  positions: Map<PolicySource, ReturnType<typeof statementSpans>>
  /** Does the input name resources? Then each result has its details. */
  named: boolean
  /** Whose policies are simulated, where they are somebody's. */
  holder: PolicyHolder | undefined
  request(pair: { action: string; resource: string }): AuthorizationRequest
}

/** One action on one resource, as the simulator answers. */
export async function resultOf(simulation: Simulation, request: AuthorizationRequest): Promise<EvaluationResult> {
  const { missing: MissingContextValues, named } = simulation
  const policies = policiesFor(simulation.policies, request.action)
  const { effect } = await inPieces(evaluating(policies, request))
  const MatchedStatements = await matchedStatements({ ...simulation, policies }, request)
  const { resource: EvalResourceName } = request
  return {
    EvalActionName: request.action,
    EvalResourceName,
    EvalDecision: effect,
    MatchedStatements,
    MissingContextValues,
    ...(policies.boundary
      ? {
          PermissionsBoundaryDecisionDetail: {
            AllowedByPermissionsBoundary: await boundaryAllows(policies.boundary, request),
          },
        }
      : {}),
    ...(named
      ? {
          EvalDecisionDetails: {},
          ResourceSpecificResults: [
            { EvalResourceName, EvalResourceDecision: effect, MatchedStatements, MissingContextValues },
          ],
        }
      : {}),
  }
}

/**
 * A role's trust policy is taken as a resource policy and then not looked at, whatever it says: the simulator leaves
 * sts:AssumeRole and its siblings to the identity policies. Source: aws-cli issue 10314.
 */
function policiesFor({ resource, ...others }: PolicySet, action: string): PolicySet {
  return resource === undefined || /^sts:assume/i.test(action) ? others : { ...others, resource }
}

const boundaryAllows = async (boundary: PolicySource, request: AuthorizationRequest): Promise<boolean> =>
  (await inPieces(evaluating({ identity: [boundary] }, request))).effect === 'allowed'

/**
 * The statements that determine the result: of each kind of policy the Denies that match, or else the Allows.
 * Source: recorded replies, in which an identity policy's Allow stands beside a boundary's Deny.
 */
async function matchedStatements(
  { policies, positions, holder }: Simulation,
  request: AuthorizationRequest,
): Promise<MatchedStatement[]> {
  const denies = await inPieces(matching(policies, request, 'Deny', MAX_MATCHED))
  const denying = new Set(denies.map(({ type }) => type))
  const allows = await inPieces(matching(policies, request, 'Allow', MAX_MATCHED))
  const all = [...denies, ...allows.filter(({ type }) => !denying.has(type))]
  const matched = KINDS.flatMap((kind) => all.filter(({ type }) => type === kind)).slice(0, MAX_MATCHED)
  const shown: MatchedStatement[] = []
  for (const { type, source, statement } of matched) {
    let spans = positions.get(source)
    if (!spans && statement !== undefined) {
      spans = statementSpans(source.document)
      positions.set(source, spans)
      await breathe()
    }
    shown.push({
      SourcePolicyId: sourceId(source, holder),
      SourcePolicyType: SOURCE_TYPES[type] as MatchedStatement['SourcePolicyType'],
      ...positionsOf(statement === undefined ? undefined : spans?.[statement]),
    })
  }
  return shown
}

const positionsOf = (span: ReturnType<typeof statementSpans>[number] | undefined) =>
  span && {
    StartPosition: { Line: span.start.line, Column: span.start.column },
    EndPosition: { Line: span.end.line, Column: span.end.column },
  }

/** In the order in which AWS lists their statements. */
const KINDS: readonly PolicyType[] = ['identity', 'boundary', 'resource']

/** What AWS sends; none of the words that its own model names. Source: recorded replies; for `resource` by analogy. */
const SOURCE_TYPES: Partial<Record<PolicyType, string>> = {
  identity: 'IAM Policy',
  boundary: 'Permissions Boundary Policy',
  resource: 'Resource Policy',
}

/**
 * A managed policy by its name, one of the input by its place, an inline policy by whose it is: `user_alice_ReadLogs`.
 * Source: public replies of the simulator, for roles; Terraform's acceptance test, for users.
 */
function sourceId({ name, arn, via }: PolicySource, holder: PolicyHolder | undefined): string {
  if (arn !== undefined || via === undefined || via.type === 'account') return name
  if (via.type === 'group') return `group_${via.groupName}_${name}`
  return holder ? `${via.type}_${nameOf(holder)}_${name}` : name
}

function nameOf(holder: PolicyHolder): string {
  if (holder.type === 'User') return holder.entity.userName
  return holder.type === 'Role' ? holder.entity.roleName : holder.entity.groupName
}
