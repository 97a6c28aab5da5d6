import { z } from 'zod'
import { MAX_LEARNERS } from './classes.js'
import { sectionName } from './names.js'

/** Whom an act is for. */
export const whom = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ section: sectionName }),
  z.strictObject({ learners: z.array(z.string().max(64)).min(1).max(MAX_LEARNERS) }),
])
