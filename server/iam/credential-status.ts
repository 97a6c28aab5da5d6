import { brokenConstraint, IN_ENUM } from '../aws/constraint-failure.js'

/** A credential's status as it is kept. `Expired` is in the model, but AWS alone sets it. Source: recorded AWS replies. */
export function activeOrNot(status: 'Active' | 'Inactive' | 'Expired'): 'Active' | 'Inactive' {
  if (status === 'Expired') throw brokenConstraint('status', IN_ENUM)
  return status
}
