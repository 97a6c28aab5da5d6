import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A folder with all above it, for this user's eyes only. Throws as `mkdirSync` does. Not `recursive: true`, which never
 * comes back from a place that takes no folders but says that it is not there, as /proc does.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!isExisting(error)) throw error
  }
}

export const isExisting = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'
