import type { Operation } from '../runner/operation.js'
import { AssumeRole } from './assume-role.js'
import { AssumeRoleWithWebIdentity } from './assume-role-with-web-identity.js'
import { DecodeAuthorizationMessage } from './decode-authorization-message.js'
import { GetCallerIdentity } from './get-caller-identity.js'
import { GetFederationToken } from './get-federation-token.js'
import { GetSessionToken } from './get-session-token.js'
import {
  AssumeRoleWithSAML,
  AssumeRoot,
  GetAccessKeyInfo,
  GetDelegatedAccessToken,
  GetWebIdentityToken,
} from './other-operations.js'

/** Every STS operation. */
export const stsOperations: readonly Operation[] = [
  GetCallerIdentity,
  GetSessionToken,
  AssumeRole,
  GetFederationToken,
  GetAccessKeyInfo,
  DecodeAuthorizationMessage,
  AssumeRoleWithWebIdentity,
  AssumeRoleWithSAML,
  GetWebIdentityToken,
  AssumeRoot,
  GetDelegatedAccessToken,
]
