import { expect, it } from 'vitest'
import { AtMost } from '../../server/bounds/at-most.js'
import { SharedReads } from '../../server/bounds/shared-reads.js'

const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('reads again for whoever asks during a read, once for all of them', async () => {
  const reads = new SharedReads<number>()
  let begun = 0
  let gates: (() => void)[] = []
  const read = async () => {
    const number = ++begun
    const { open, opened } = gate()
    gates.push(open)
    await opened
    return number
  }
  const first = reads.get('a', read)
  const during = [reads.get('a', read), reads.get('a', read), reads.get('a', read)]
  const other = reads.get('b', read)
  expect(begun).toBe(2)
  for (const open of gates) open()
  gates = []
  expect([await first, await other]).toEqual([1, 2])
  await turn()
  for (const open of gates) open()
  expect(await Promise.all(during)).toEqual([3, 3, 3])
})

it('reads again after a read that failed', async () => {
  const reads = new SharedReads<string>()
  const failed = reads.get('a', () => Promise.reject(new Error('away')))
  const during = reads.get('a', async () => 'back')
  await expect(failed).rejects.toThrow('away')
  expect(await during).toBe('back')
  expect(await reads.get('a', async () => 'again')).toBe('again')
})

it('lets so many of an owner in, in their order, and never waits for others', async () => {
  const lines = new AtMost(2)
  const { open, opened } = gate()
  const entered: string[] = []
  const enter = (owner: string, name: string, fails = false) =>
    lines.enter(owner, async () => {
      entered.push(name)
      await opened
      if (fails) throw new Error(name)
    })
  const busy = [enter('mallory', 'm1', true), enter('mallory', 'm2'), enter('mallory', 'm3'), enter('mallory', 'm4')]
  const settled = Promise.allSettled(busy)
  const honest = enter('alice', 'a1')
  await turn()
  expect(entered).toEqual(['m1', 'm2', 'a1'])
  open()
  await honest
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(entered).toEqual(['m1', 'm2', 'a1', 'm3', 'm4'])
})
