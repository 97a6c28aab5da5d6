import { expect, it } from 'vitest'
import { describeError } from '../../server/cli/describe-error.js'
import { sentenceOf } from '../../server/cli/sentence.js'

const SECRET = 'wJalrXUtnFEMI'

it('logs type, message, stack, code and causes of an error', () => {
  const cause = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const described = describeError(new TypeError('it failed', { cause }))
  expect(described).toMatchObject({
    type: 'TypeError',
    message: 'it failed',
    stack: expect.stringContaining('describe-error.test.ts'),
    cause: { message: 'database or disk is full', code: 'SQLITE_FULL' },
  })
  expect(describeError(new AggregateError([cause], 'several')).errors).toMatchObject([{ code: 'SQLITE_FULL' }])
})

it('logs nothing of what an error carries along', () => {
  let unparsed: unknown
  for (const text of [`{"password":"${SECRET}"`, `${SECRET}`, `{"a":${SECRET}}`, `{${'"a":1,'.repeat(30)}${SECRET}}`]) {
    try {
      JSON.parse(text)
    } catch (error) {
      unparsed = error
    }
    expect(JSON.stringify(describeError(unparsed))).not.toContain(SECRET.slice(0, 4))
  }
  const carrying = Object.assign(new Error('bad'), { body: SECRET, parameters: [SECRET], detail: `Key (x)=(${SECRET})` })
  expect(JSON.stringify(describeError(new Error('outer', { cause: carrying })))).not.toContain(SECRET)
  expect(JSON.stringify(describeError(SECRET))).not.toContain(SECRET)
  const circle: Error & { cause?: unknown } = new Error('round')
  circle.cause = circle
  expect(describeError(circle).cause).toBeDefined()
})

it('makes one sentence of any error', () => {
  const refused = Object.assign(new Error("EACCES: permission denied, open '/x/y'"), { code: 'EACCES', path: '/x/y' })
  expect(sentenceOf(refused)).toEqual({ sentence: "/x/y can't be used: you have no permission (EACCES).", known: true })
  const { sentence, known } = sentenceOf(new Error('first line\nsecond line'))
  expect(sentence.split('\n')).toHaveLength(1)
  expect(known).toBe(false)
})
