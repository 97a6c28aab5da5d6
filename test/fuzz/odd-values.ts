import type { Chance } from './chance.js'

/** Texts that programs stumble over: empty, long, control characters, half characters, names of prototypes, markup. */
const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  '/',
  '//',
  '*',
  '?',
  '%',
  '%00',
  '%2e%2e%2f',
  '\u0000',
  '\n',
  '\r\nSet-Cookie: a=b',
  '\u001b]0;title\u0007',
  '\u202e',
  '\ufeff',
  '\ufffe',
  '\u2028',
  'é☃',
  '🙈'.repeat(40),
  'a\u0301'.repeat(200),
  '<script>alert(1)</script>',
  '<![CDATA[',
  ']]>&lt;"\'',
  '${aws:username}',
  '{{nothing}}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'true',
  '-1',
  '0',
  '+1',
  '1e9',
  '0x10',
  '999999999999999999999',
  '2147483648',
  '-2147483649',
  '1.5',
  '1970-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-99-99',
  '[]',
  '{}',
  '[object Object]',
  'arn:aws:iam::',
  'arn:aws:iam::000000000000:user/',
  'arn:aws:iam::aws:policy/AdministratorAccess',
  `arn:aws:iam::123456789012:role/${'a/'.repeat(300)}b`,
]

export function oddText(chance: Chance): string {
  if (chance.yes(0.75)) return chance.pick(ODD_TEXTS)
  if (chance.yes(0.7)) return chance.pick(['a', 'é', '%', '"', '[', '\\', 'A1b2@', '\u0000']).repeat(chance.whole(1, 3000))
  return String.fromCharCode(...Array.from({ length: chance.whole(1, 200) }, () => chance.whole(0, 0xffff)))
}

/** For a member of JSON: odd texts, and everything that is no text. */
export function oddValue(chance: Chance): unknown {
  return chance.weighted<() => unknown>([
    [() => oddText(chance), 6],
    [() => chance.pick([null, true, false, 0, -1, 1.5, 1e21, -0, 2 ** 53, 1e-7]), 4],
    [
      () => chance.pick<unknown>([[], {}, [[]], [null], { a: null }, [{}], { length: 3 }, { __proto__: 1 }, { $sealed: 'x' }]),
      3,
    ],
    [() => nested(chance.whole(2, 800), chance.yes(0.5)), 0.5],
    [() => Array.from({ length: chance.whole(2, 2000) }, () => chance.pick(['a', 1, null])), 0.5],
  ])()
}

/** Lists in lists, or objects in objects. */
export function nested(levels: number, lists: boolean): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = lists ? [value] : { a: value }
  return value
}
