import { expect, it } from 'vitest'
import { type Guest, STAGE, WaitingRoom } from '../../server/ssh/waiting-room.js'
import { systemRandom } from '../../server/system.js'

function guest(stage: number = STAGE.connected) {
  const one: Guest & { out: boolean } = {
    stage,
    out: false,
    turnedOut() {
      one.out = true
    },
  }
  return one
}

it('turns out one of those that have come the least far, of the same source', () => {
  const room = new WaitingRoom({ waiting: 10, waitingOfSource: 3 }, systemRandom)
  const [far, half, near] = [guest(STAGE.encrypted), guest(STAGE.greeted), guest(STAGE.connected)]
  const elsewhere = guest()
  room.enter(elsewhere, '10.0.0.1')
  for (const one of [far, half, near]) room.enter(one, '127.0.0.1')
  room.enter(guest(STAGE.encrypted), '127.0.0.9')
  expect([far.out, half.out, near.out, elsewhere.out]).toEqual([false, false, true, false])
  expect(room.size).toBe(4)
})

it('makes room at the largest source when all is full', () => {
  const room = new WaitingRoom({ waiting: 6, waitingOfSource: 4 }, systemRandom)
  const crowd = Array.from({ length: 4 }, () => guest())
  for (const one of crowd) room.enter(one, '10.0.0.1')
  const others = [guest(), guest(), guest()]
  for (const [at, one] of others.entries()) room.enter(one, `10.0.1.${at}`)
  expect(others.some(({ out }) => out)).toBe(false)
  expect(crowd.filter(({ out }) => out)).toHaveLength(1)
  for (const one of [...crowd, ...others]) room.leave(one)
  expect(room.size).toBe(0)
})
