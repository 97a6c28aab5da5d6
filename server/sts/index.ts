import type { Operation } from '../operations/operation.js'
import { GetCallerIdentity } from './get-caller-identity.js'
import { GetSessionToken } from './get-session-token.js'

/** Every STS operation that this server answers. */
export const stsOperations: readonly Operation[] = [GetCallerIdentity, GetSessionToken]
