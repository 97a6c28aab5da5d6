import type { Instant } from './ports.js'

/** ISO 8601 in whole seconds, as AWS writes times: `2026-01-31T10:20:30Z`. */
export const isoTime = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
