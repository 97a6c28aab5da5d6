import { relative } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import { scopeEnds, testBegins } from '../support/databases.js'
import { leftOut } from './left-out.js'
import { nameOf } from './test-name.js'

/** In each file of the run: what is on the list is skipped, and stores that nobody closed are closed. */
beforeEach(({ task, skip }) => {
  const file = relative(process.cwd(), task.file.filepath).replaceAll('\\', '/')
  const listed = leftOut.find((one) => one.file === file && one.test === nameOf(task))
  if (listed) skip(listed.reason)
  testBegins()
})
afterEach(() => scopeEnds('test'))
afterAll(() => scopeEnds('file'))
