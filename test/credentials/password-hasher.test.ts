import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { createPasswordHasher, type HashedFor } from '../../server/credentials/password-hasher.js'

it('compares for a browser that signed in before, ahead of those who wait', async () => {
  const passwords = createPasswordHasher({ cost: 4 })
  const hash = await passwords.hash('right')
  let compared = 0
  const others = Array.from({ length: 200 }, async (_, n) => {
    await passwords.verify(`wrong ${n}`, hash)
    compared++
  })
  expect(await passwords.verify('right', hash, { first: true })).toBe(true)
  expect(compared).toBeLessThan(150)
  await Promise.all(others)
})

it('lets addresses take turns, and the users behind each, so that who floods delays the others by one hash at a time', async () => {
  const passwords = createPasswordHasher({ cost: 4 })
  const done: string[] = []
  const one = async (name: string, by: HashedFor) => {
    await passwords.hash('x', undefined, by)
    done.push(name)
  }
  const flood = Array.from({ length: 200 }, (_, n) => one('flood', ['address', 'b', `made up ${n}`]))
  const atSchool = ['mia', 'noa', 'ole'].map((name) => one(name, ['address', 'a', name]))
  const signedIn = one('changes a password', ['account', '123456789012'])
  await Promise.all([...flood, ...atSchool, signedIn])
  for (const name of ['mia', 'noa', 'ole', 'changes a password']) expect(done.indexOf(name)).toBeLessThan(60)
  expect(done).toHaveLength(204)
})

it('makes what nobody waits for when nobody waits', async () => {
  const passwords = createPasswordHasher({ cost: 4 })
  const done: string[] = []
  const one = async (by: HashedFor) => {
    await passwords.hash('x', undefined, by)
    done.push(by[0])
  }
  const ahead = Array.from({ length: 50 }, () => one(['ahead']))
  const learners = Array.from({ length: 50 }, (_, n) => one(['address', 'a', `learner ${n}`]))
  await Promise.all([...ahead, ...learners])
  // As many as there are cores had begun before the first learner came.
  expect(done.lastIndexOf('address')).toBeLessThan(100 - 50 + availableParallelism() + 1)
})
