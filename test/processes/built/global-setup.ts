import { rmSync } from 'node:fs'
import { buildServer } from './built-process.js'

/** Builds the server once; startServer() finds it by this variable. */
export default function setup(): () => void {
  const folder = buildServer()
  process.env.TEST_BUILT = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
