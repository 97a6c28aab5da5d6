import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where this copy of the dojo lies. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The course's own lessons. */
export const COURSE = join(ROOT, 'lessons')
