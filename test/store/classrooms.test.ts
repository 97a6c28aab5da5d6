import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../server/store/store.js'
import { testDatabase } from '../support/databases.js'
import { FakeClock } from '../support/world.js'

const clock = new FakeClock()
let store: Store
let drop: (() => Promise<void>) | undefined

beforeEach(async () => {
  const database = await testDatabase()
  drop = database?.drop
  store = database
    ? await openStore({ engine: 'postgres', connectionString: database.connectionString, masterKey: randomBytes(32), clock })
    : await openStore({ engine: 'sqlite', file: ':memory:', masterKey: randomBytes(32), clock })
})
afterEach(async () => {
  await store.close()
  await drop?.()
})

describe('rows of classes and staff', () => {
  it('are found by id and by code, and no code is given twice', async () => {
    const { classes } = store.classrooms
    expect(await classes.add('c1', 'K7M-4QX', { title: 'One' })).toBe(true)
    expect(await classes.add('c2', 'K7M-4QX', { title: 'Two' })).toBe(false)
    expect(await classes.add('c1', 'AAA-AAA', { title: 'Two' })).toBe(false)
    expect(await classes.by('K7M-4QX')).toEqual({ id: 'c1', revision: 1, body: { title: 'One' } })
    expect(await classes.by('AAA-AAA')).toBeUndefined()
    expect(await classes.list()).toHaveLength(1)
  })

  it('are changed from the revision that was read, once', async () => {
    const { staff } = store.classrooms
    await staff.add('s1', 'ada', { role: 'instructor' })
    await staff.add('s2', 'bob', { role: 'assistant' })
    const read = await staff.get<{ role: string }>('s1')
    if (!read) throw new Error('it is there')
    const changed = { ...read, body: { role: 'assistant' } }
    expect(await Promise.all([staff.put(changed, 'ada'), staff.put(changed, 'ada')])).toEqual(
      expect.arrayContaining([true, false]),
    )
    expect(await staff.put({ ...changed, revision: 2 }, 'bob')).toBe(false)
    expect(await staff.put({ ...changed, revision: 2 }, 'eve')).toBe(true)
    expect(await staff.by('eve')).toMatchObject({ id: 's1', revision: 3 })
  })
})

describe('learners and items of a class', () => {
  it('are there once, and only where there is a class', async () => {
    const { classes, learners, items } = store.classrooms
    await classes.add('c1', 'K7M-4QX', {})
    expect(await learners.add('c1', 'l1', 'ada', { name: 'Ada' })).toBe(true)
    expect(await learners.add('c1', 'l2', 'ada', { name: 'Ada' })).toBe(false)
    expect(await learners.add('c2', 'l3', 'ada', { name: 'Ada' })).toBe(false)
    expect(await learners.count('c1')).toBe(1)
    const key = { classId: 'c1', kind: 'message', id: 'm1' }
    expect(await items.add(key, { at: 5, body: { text: 'hello' } })).toBe(true)
    expect(await items.add(key, { at: 6, body: { text: 'again' } })).toBe(false)
    expect(await items.add({ ...key, classId: 'c2' }, { at: 6, body: {} })).toBe(false)
    expect(await items.list('c1', 'message')).toEqual([
      { id: 'm1', revision: 1, learnerId: null, at: 5, body: { text: 'hello' } },
    ])
  })

  it('keep a name for whoever has it', async () => {
    const { classes, learners } = store.classrooms
    await classes.add('c1', 'K7M-4QX', {})
    await learners.add('c1', 'l1', 'ada', {})
    await learners.add('c1', 'l2', 'bob', {})
    expect(await learners.put({ id: 'l2', revision: 1, body: {} }, 'ada')).toBe(false)
    expect(await learners.put({ id: 'l2', revision: 1, body: { n: 1 } }, 'eve')).toBe(true)
    expect(await learners.byName('c1', 'eve')).toEqual({ id: 'l2', revision: 2, body: { n: 1 } })
    expect(await learners.get('l2')).toMatchObject({ classId: 'c1' })
  })

  it('go with a learner, and with the class', async () => {
    const { classes, learners, items } = store.classrooms
    for (const id of ['c1', 'c2']) {
      await classes.add(id, id, {})
      for (const name of ['a', 'b']) {
        await learners.add(id, `${id}${name}`, name, {})
        await items.add({ classId: id, kind: 'result', id: name }, { learnerId: `${id}${name}`, at: 1, body: {} })
      }
    }
    await learners.delete('c1a')
    expect(await items.list('c1', 'result')).toMatchObject([{ id: 'b' }])
    await classes.delete('c1')
    expect(await learners.list('c1')).toEqual([])
    expect(await items.list('c1', 'result')).toEqual([])
    expect(await learners.list('c2')).toHaveLength(2)
    expect(await items.list('c2', 'result')).toHaveLength(2)
  })
})
