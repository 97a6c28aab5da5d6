import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { LookupEvents } from '../../server/cloudtrail/lookup-events.js'
import { ec2Operations } from '../../server/ec2/index.js'
import { iamOperations } from '../../server/iam/index.js'
import { stsOperations } from '../../server/sts/index.js'

const TESTS = fileURLToPath(new URL('..', import.meta.url))
/** It calls every operation by its model, and knows nothing of what one does. */
const SWEEP = 'wire/every-operation.test.ts'

it('names every operation in a test of its behaviour', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  const tests = files.filter((name) => name.endsWith('.test.ts') && name !== SWEEP)
  const words = new Set(tests.flatMap((name) => readFileSync(`${TESTS}${name}`, 'utf8').match(/\w+/g) ?? []))
  const unnamed = [...iamOperations, ...stsOperations, ...ec2Operations, LookupEvents].filter(({ name }) => !words.has(name))
  expect(unnamed.map(({ service, name }) => `${service}:${name}`)).toEqual([])
})
