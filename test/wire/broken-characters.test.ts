import { expect, it } from 'vitest'
import { modelOf, serviceNames } from '../../server/aws/model/model.js'
import { brokenCharacters } from '../../server/wire/broken-characters.js'

const ALIAS = '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$'

it.each([
  ['[\\w+=,.@-]+', 'my phone', [' ']],
  ['[\\w+=,.@-]+', 'zoë/ü', ['ë', '/', 'ü']],
  [ALIAS, 'My Company', ['M', ' ', 'C']],
  // Each character is allowed, but not there.
  [ALIAS, '-example-', []],
  ['(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)', 'a b', [' ']],
  ['[^,]+', 'a,b', []],
  ['.*', 'ü', []],
])('%s has no place in %s for %j', (pattern, text, broken) => {
  expect(brokenCharacters(pattern, text)).toEqual(broken)
})

it('never blames a character of a text that a pattern of the model matches', () => {
  const texts = ['alice', 'a-b', '/path/', 'arn:aws:iam::123456789012:user/alice', '123456', 'Example 1', 'true', 'a@b.example']
  for (const service of serviceNames) {
    for (const { pattern } of Object.values(modelOf(service).shapes)) {
      if (pattern === undefined) continue
      const whole = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '')
      for (const text of texts.filter((one) => whole.test(one))) {
        expect([pattern, text, brokenCharacters(pattern, text)]).toEqual([pattern, text, []])
      }
    }
  }
})
