import { expect, it } from 'vitest'
import { fill, namesFor } from './placeholders.js'

it('fills in texts that name others, wherever they are, and leaves other braces', () => {
  const values = { TRUST: '{"AWS": "{acct}"}', acct: '123456789012' }
  expect(fill({ a: ['{TRUST}', 7], b: { c: '^{acct}[A-Z]{17}$ {unknown} {toString}' } }, values)).toEqual({
    a: ['{"AWS": "123456789012"}', 7],
    b: { c: '^123456789012[A-Z]{17}$ {unknown} {toString}' },
  })
})

it('gives each case short names of its own in lower case', () => {
  const names = Object.entries(namesFor('GetUser.plain'))
  expect(names.map(([kind]) => kind).join('')).toBe('urgpbkn')
  for (const [, name] of names) expect(name).toMatch(/^[a-z0-9]{1,10}$/)
  expect(namesFor('GetUser.boundary').u).not.toBe(namesFor('GetUser.plain').u)
})
