import type { TrustedEntity } from './trusted-entity.js'

/** What the fields of one type of trusted entity get. */
export interface FieldProps {
  entity: TrustedEntity
  /** Is what is missing told? */
  told: boolean
  set(part: Partial<TrustedEntity>): void
}
