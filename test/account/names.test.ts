import { describe, expect, it } from 'vitest'
import { accountNameProblem, emailProblem, normalizedName } from '../../server/account/account-names.js'
import { lines, oneLine, seenInJson, visibleJson } from '../../server/account/visible-text.js'

describe('a root user’s email address', () => {
  it.each([
    'mara@example.com',
    'a@b.co',
    'first.last+aws-lab@sub.example-site.co.uk',
    `${'x'.repeat(64)}@example.com`,
    `x@${'a'.repeat(63)}.example`,
    'o!#$*/=?^_`{}~-k@example.com',
  ])('may be %s', (email) => {
    expect(emailProblem(email)).toBeUndefined()
  })

  it.each([
    '',
    'mara',
    '@example.com',
    'mara@',
    'a@b@example.com',
    'mara@localhost',
    '.mara@example.com',
    'mara smith@example.com',
    '"mara"@example.com',
    "o'brien@example.com",
    'a,b@example.com',
    '<mara@example.com>',
    'Mara <mara@example.com>',
    'mara@exam_ple.com',
    'mara@-example.com',
    'mara@example-.com',
    'mara@example..com',
    'mara@.example.com',
    'mara@example.com.',
    `mara@${'a'.repeat(64)}.com`,
    `${'x'.repeat(65)}@example.com`,
    `x@${'a.'.repeat(70)}com`,
    'mär@example.com',
    'mara@example.com\n',
    'mara\u0000@example.com',
    'mara\u202e@example.com',
    'mara\u200b@example.com',
    'mara@example\u2028.com',
    'mara@[127.0.0.1]',
  ])('is not %j', (email) => {
    expect(emailProblem(email)).toMatch(/email address/)
  })
})

describe('an account name', () => {
  it.each(['Green Leaf', 'x', 'R&D (lab) #1', 'Übung', '東京の店', 'Ἀθῆναι', 'x'.repeat(50), '🌱 garden'])(
    'may be %s',
    (name) => {
      expect(accountNameProblem(name)).toBeUndefined()
    },
  )

  it.each([
    '',
    'x'.repeat(51),
    'a\u001b]0;owned\u0007',
    'a\u009b31m',
    'a\u007f',
    'a\tb',
    'a\nb',
    'a\u202eb',
    'a\u2066b',
    'a\u200bb',
    'a\u200db',
    'a\ufeffb',
    'a\u00adb',
    'a\u2028b',
    'a\u00a0b',
    'a\u3000b',
    '\u3164',
    '\u115f',
    '\u2800',
    'a\ufe0fb',
    'a\u034fb',
    '\ud800',
    '\ue000',
    '\u{e0041}',
    '<b>bold</b>',
  ])('is not %j', (name) => {
    expect(accountNameProblem(name)).toMatch(/account name/)
  })

  it('has one form for what looks the same', () => {
    expect(normalizedName('  U\u0308bung ')).toBe('Übung')
  })
})

describe('a stranger’s text on a terminal', () => {
  it.each([
    ['\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
    ['\u009b31m', '\\x9b31m'],
    ['\u007f\r\u0008', '\\x7f\\x0d\\x08'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['a\u200bb\u2028c\u2029d\ufeffe', 'a\\u200bb\\u2028c\\u2029d\\ufeffe'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['two\nlines', 'two\\x0alines'],
    ['Übung 東京 🌱 \\ "', 'Übung 東京 🌱 \\ "'],
  ])('%j is shown as %s', (text, shown) => {
    expect(oneLine(text)).toBe(shown)
    expect(lines(text)).toBe(shown.replace('\\x0a', '\n'))
  })

  it('in JSON stays the same JSON', () => {
    const value = { name: 'a\u001b\u007f\u009b\u202e\u2028\u{e0041}\n🌱', '\u202ekey': ['\u0085'] }
    for (const indent of [undefined, 2]) {
      const text = visibleJson(value, indent)
      expect(JSON.parse(text)).toEqual(value)
      expect(lines(text)).toBe(text)
      expect(seenInJson(`${JSON.stringify(value, null, indent)}\n`)).toBe(`${text}\n`)
    }
  })
})
