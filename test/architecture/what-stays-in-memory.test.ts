import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { heldState, stateIn } from './held-state.js'
import { stays } from './kept-in-memory.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const found = heldState(root, 'server')
const listed = stays.flatMap(({ entries }) => entries)

const covers = (entry: string, place: string): boolean =>
  entry.endsWith('.*') ? place.startsWith(entry.slice(0, -1)) : entry === place

describe('what stays in the memory of one process', () => {
  it('is on the list of decision 37, with a reason', () => {
    expect(found.filter((place) => !listed.some((entry) => covers(entry, place)))).toEqual([])
  })

  it('is all that the list names, once', () => {
    expect(listed.filter((entry) => !found.some((place) => covers(entry, place)))).toEqual([])
    expect(listed.filter((entry, at) => listed.indexOf(entry) !== at)).toEqual([])
  })
})

describe('the search', () => {
  const of = (text: string): string[] => stateIn(new Map([['a.ts', text]])).map((place) => place.slice('a.ts '.length))

  it.each([
    ['a Map of a class', 'class A { readonly #m = new Map() }', ['A.#m']],
    ['one that the constructor makes', 'class A { readonly m: Set<string>; constructor() { this.m = new Set() } }', ['A.m']],
    ['one that a function makes', 'const made = () => new BoundedMap({}); class A { readonly #m = made() }', ['A.#m']],
    ['a static one', 'class A { static #m = new Map() }', ['A.#m']],
    ['a field that is assigned again', 'class A { count = 0 }', ['A.count']],
    ["a package's object", "import { Limiter } from 'limits'; class A { readonly #l = new Limiter() }", ['A.#l']],
    ['an object with a Set', 'class A { readonly #m = { some: new Set<string>(), others: new Set<string>() } }', ['A.#m']],
    ["a module's variable", 'let latest: string | undefined', ['latest']],
    ["a module's Map", 'export const all = new Map<string, string>()', ['all']],
    ['an object whose members change', 'const counts = { a: 0 }; export const add = () => { counts.a += 1 }', ['counts']],
    ["a module's only object of a class", "import { A } from './a.js'; const one = new A()", ['one']],
    ['a variable of a returned function', 'function f() { let n = 0; return () => ++n }', ['f > n']],
    ['one behind a named function', 'function f() { const m = new Map(); const g = () => m.size; return { g } }', ['f > m']],
    [
      'one of a create… function',
      'function createA(on: any) { const m: any[] = []; on((x: any) => m.push(x)) }',
      ['createA > m'],
    ],
    ['a timer', 'class A { wait() { setTimeout(() => 1, 5) } }', ['A.wait setTimeout()']],
    ["a port's timer", 'class A { wait() { this.monotonic.after(5, () => 1) } }', ['A.wait after()']],
  ])('finds %s', (_what, text, places) => {
    expect(of(text)).toEqual(places)
  })

  it.each([
    ['a table', 'export const CODES = { a: 1 }; const NAMES = new Set(["a"])'],
    ['a collaborator', 'class A { readonly #b: Map<string, string>; constructor(b: Map<string, string>) { this.#b = b } }'],
    [
      'a variable of one call',
      'function f(all: string[]) { const seen = new Set(); return all.filter((one) => seen.add(one)) }',
    ],
  ])('leaves out %s', (_what, text) => {
    expect(of(text)).toEqual([])
  })
})
