import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoundedMap } from '../../server/bounds/bounded-map.js'
import { clipped, copied } from '../../server/bounds/clipped.js'
import { estimatedSize } from '../../server/bounds/estimated-size.js'

type Step =
  | { do: 'set'; key: string; value: string }
  | { do: 'get' | 'peek' | 'delete'; key: string }
  | { do: 'wait'; ms: number }

const MAX_SIZE = 1200
const MAX_ENTRIES = 6
const MAX_AGE_MS = 50
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
const steps = fc.array(
  fc.oneof(
    fc.record<Step>({ do: fc.constant('set'), key, value: fc.string({ maxLength: 1500 }) }),
    fc.record<Step>({ do: fc.constantFrom('get', 'peek', 'delete'), key }),
    fc.record<Step>({ do: fc.constant('wait'), ms: fc.integer({ min: 0, max: 40 }) }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 80 },
)

/** A map under test with its clock, and what a plain list says that it should hold: the least recently used first. */
class Model {
  now = 0
  list: { key: string; value: string; setAt: number }[] = []
  readonly map = new BoundedMap<string, string>({
    maxSize: MAX_SIZE,
    maxEntries: MAX_ENTRIES,
    maxAgeMs: MAX_AGE_MS,
    now: () => this.now,
    sizeOf: (value) => value.length,
  })

  play(step: Step): void {
    if (step.do === 'wait') this.now += step.ms
    else if (step.do === 'set') this.#set(step.key, step.value)
    else if (step.do === 'delete') expect(this.map.delete(step.key)).toBe(this.#take(step.key) !== undefined)
    else this.#look(step.do, step.key)
  }

  #set(key: string, value: string): void {
    this.#take(key)
    const fits = sizeOfEntry(key, value) <= MAX_SIZE
    if (fits) {
      this.list.push({ key, value, setAt: this.now })
      while (this.list.length > MAX_ENTRIES || this.size() > MAX_SIZE) this.list.shift()
    }
    expect(this.map.set(key, value)).toBe(fits)
  }

  #look(how: 'get' | 'peek', key: string): void {
    const at = this.list.findIndex((entry) => entry.key === key)
    const entry = this.list[at]
    const living = entry && this.now - entry.setAt < MAX_AGE_MS ? entry : undefined
    expect(this.map[how](key)).toBe(living?.value)
    if (entry && (!living || how === 'get')) this.list.splice(at, 1)
    if (living && how === 'get') this.list.push(living)
  }

  #take(key: string) {
    const at = this.list.findIndex((entry) => entry.key === key)
    return at < 0 ? undefined : this.list.splice(at, 1)[0]
  }

  size = (): number => this.list.reduce((sum, { key, value }) => sum + sizeOfEntry(key, value), 0)
}

const sizeOfEntry = (key: string, value: string): number => 120 + key.length + value.length

describe('BoundedMap', () => {
  it('never outgrows its bounds, and holds what the least-recently-used rule says, whatever is done to it', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const model = new Model()
        for (const step of all) {
          model.play(step)
          expect(model.map.size).toBeLessThanOrEqual(MAX_SIZE)
          expect(model.map.count).toBeLessThanOrEqual(MAX_ENTRIES)
          expect(model.map.size).toBe(model.size())
          expect([...model.map.entries()]).toEqual(
            model.list.filter(({ setAt }) => model.now - setAt < MAX_AGE_MS).map(({ key, value }) => [key, value]),
          )
        }
      }),
    )
  })

  it('always holds the newest entry that fits', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 900 }), { minLength: 1 }), (values) => {
        const map = new BoundedMap<number, string>({ maxSize: 1500 })
        for (const [index, value] of values.entries()) {
          expect(map.set(index, value)).toBe(true)
          expect(map.peek(index)).toBe(value)
        }
      }),
    )
  })

  it('does not keep an entry larger than itself, nor what stood there before', () => {
    const map = new BoundedMap<string, string>({ maxSize: 500 })
    map.set('other', 'small')
    map.set('one', 'small')
    expect(map.set('one', 'x'.repeat(600))).toBe(false)
    expect(map.peek('one')).toBeUndefined()
    expect(map.peek('other')).toBe('small')
  })

  it('deletes all entries that belong together', () => {
    const map = new BoundedMap<string, number>({ maxSize: 10_000 })
    for (const id of ['1/a', '2/a', '1/b', '2/b']) map.set(id, 1)
    map.deleteWhere((id) => id.startsWith('1/'))
    expect([...map.entries()].map(([id]) => id)).toEqual(['2/a', '2/b'])
    map.clear()
    expect([map.count, map.size, [...map.values()]]).toEqual([0, 0, []])
  })
})

describe('estimatedSize', () => {
  it('counts at least the characters and bytes that a value holds', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, withTypedArray: true }), (value) => {
        expect(estimatedSize(value)).toBeGreaterThanOrEqual(estimatedSize({}))
        expect(estimatedSize([value, 'x'.repeat(1000)])).toBeGreaterThanOrEqual(estimatedSize(value) + 1000)
        expect(estimatedSize([value, new Uint8Array(500)])).toBeGreaterThanOrEqual(estimatedSize(value) + 500)
      }),
    )
  })

  it('calls a value that contains itself infinite, so that no map keeps it', () => {
    const value: Record<string, unknown> = {}
    value.itself = [value, value]
    expect(estimatedSize(value)).toBe(Number.POSITIVE_INFINITY)
    expect(new BoundedMap<string, unknown>({ maxSize: 1e9 }).set('value', value)).toBe(false)
  })

  it('goes through deep values without a stack', () => {
    let value: unknown = 'bottom'
    for (let depth = 0; depth < 50_000; depth++) value = [value]
    expect(estimatedSize(value)).toBeGreaterThan(50_000)
  })
})

describe('clipped and copied', () => {
  it('are the text itself, cut where it is longer', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), (text, max) => {
        expect(clipped(text, max)).toBe(text.slice(0, max))
        expect(copied(text)).toBe(text)
      }),
    )
  })
})
