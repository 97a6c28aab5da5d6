import { expect, it } from 'vitest'
import { RootPasswords } from '../../server/classroom/root-passwords.js'
import type { HashedFor } from '../../server/credentials/password-hasher.js'
import { systemRandom } from '../../server/system.js'

it('has root passwords ready, each of them once, and makes one for whoever comes when none is', async () => {
  const hashed: (HashedFor | undefined)[] = []
  const passwords = {
    async hash(password: string, _like?: string, by?: HashedFor) {
      hashed.push(by)
      return `hash of ${password}`
    },
    verify: async () => false,
  }
  const ready = new RootPasswords({ lab: { passwords, random: systemRandom } })
  const first = await ready.take(['account', 'class-1'])
  expect(hashed).toContainEqual(['account', 'class-1'])
  while (hashed.length < 60) await new Promise((resolve) => setImmediate(resolve))
  const all = [first]
  for (let n = 0; n < 100; n++) all.push(await ready.take(['account', 'class-2']))
  ready.close()
  expect(new Set(all.map(({ password }) => password)).size).toBe(101)
  for (const { password, hash } of all) expect(hash).toBe(`hash of ${password}`)
  expect(hashed.filter((by) => by?.[0] === 'account').length).toBeLessThan(101)
})
