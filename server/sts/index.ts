import type { Operation } from '../operations/operation.js'

/** Every STS operation that this server answers. */
export const stsOperations: readonly Operation[] = []
