import { describe, expect, it } from 'vitest'
import { FairLine } from '../../server/bounds/fair-line.js'

/** Work that says when it runs and ends when it is told to. */
function piece(name: string, log: string[]) {
  let end: () => void = () => undefined
  const done = new Promise<void>((resolve) => {
    end = resolve
  })
  return {
    end,
    work: () => {
      log.push(name)
      return done.then(() => name)
    },
  }
}

describe('a fair line', () => {
  it('lets one in at a time and goes round among the owners', async () => {
    const [line, log] = [new FairLine(10), [] as string[]]
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => ({ name, ...piece(name, log) }))
    const results = all.map(({ name, work }) => line.enter(name.charAt(0), work))
    expect(log).toEqual(['a1'])
    for (const { end } of all) end()
    expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])
    expect(log).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2'])
  })

  it('refuses what is too much for one owner, and nobody else', async () => {
    const [line, log] = [new FairLine(2), [] as string[]]
    const all = ['a1', 'a2', 'a3'].map((name) => piece(name, log))
    const waiting = all.map(({ work }) => line.enter('a', work))
    expect(waiting.every((one) => one !== undefined)).toBe(true)
    expect(line.enter('a', piece('a4', log).work)).toBeUndefined()
    const other = piece('b1', log)
    const others = line.enter('b', other.work)
    for (const { end } of [...all, other]) end()
    await Promise.all([...waiting, others])
    const later = piece('a5', log)
    later.end()
    expect(await line.enter('a', later.work)).toBe('a5')
  })

  it('goes on after work that fails', async () => {
    const line = new FairLine(2)
    const failed = line.enter('a', () => Promise.reject(new Error('no')))
    await expect(failed).rejects.toThrow('no')
    expect(await line.enter('a', async () => 1)).toBe(1)
  })
})
