import { expect, it } from 'vitest'
import { breathe } from '../../server/bounds/turn.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('reads on in a turn that others have begun to fill, since everybody waits for the one connection', async () => {
  const store = await openStore({
    ...{ engine: 'sqlite', file: ':memory:', masterKey: new Uint8Array(32).fill(7), clock: systemClock },
  })
  let sameTurn = 0
  // Where the machine is busy, a turn may be over by itself.
  for (let attempt = 0; attempt < 50; attempt++) {
    await nextTurn()
    void breathe()
    spin(2)
    let turned = false
    setImmediate(() => {
      turned = true
    })
    await store.documents.get('a', 'b')
    if (!turned) sameTurn++
  }
  await store.close()
  expect(sameTurn).toBeGreaterThan(0)
})

it('lets others in where statements follow one another', async () => {
  const store = await openStore({
    ...{ engine: 'sqlite', file: ':memory:', masterKey: new Uint8Array(32).fill(7), clock: systemClock },
  })
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const end = performance.now() + 200
  while (performance.now() < end) await store.documents.get('a', 'b')
  clearInterval(timer)
  await store.close()
  expect(turns).toBeGreaterThan(3)
})
