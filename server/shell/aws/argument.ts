import type { Option, Value } from './argparse.js'
import type { JsonObject } from './python.js'

/** An option of one operation. */
export interface Argument extends Option {
  /** The member of the input that it fills, with its shape; absent for the CLI's own options. */
  member?: string
  shape?: string
  /** Puts its value into the input in a way of its own. */
  fill?: (input: JsonObject, value: Value) => void
  /** Filled by the CLI where it pages by itself. */
  hidden?: boolean
}
