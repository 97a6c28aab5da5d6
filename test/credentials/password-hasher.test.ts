import { expect, it } from 'vitest'
import { createPasswordHasher } from '../../server/credentials/password-hasher.js'

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
