/** Values of the request context by condition key, lower-cased. Several values make a multi-valued key. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>

export interface AuthorizationRequest {
  /** ARN of the principal: root, user, role session, federated user; or a service's name. */
  principal: string
  principalAccount: string
  /** `iam:CreateUser` */
  action: string
  /** ARN, or `*` where the action has no resource type. */
  resource: string
  /** Where it is not the caller's own. */
  resourceAccount?: string
  context: RequestContext
}

/** Which kind of policy decided; the wording of AccessDenied follows it. */
export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource' | 'trust'

export type Effect = 'allowed' | 'implicitDeny' | 'explicitDeny'
