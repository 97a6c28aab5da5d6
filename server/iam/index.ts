import type { Operation } from '../operations/operation.js'

/** Every IAM operation that this server answers. */
export const iamOperations: readonly Operation[] = []
