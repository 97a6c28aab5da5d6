import { afterEach, describe, expect, it } from 'vitest'
import { BoundedWorker, type Lane, type WorkerOptions } from '../../server/worker/worker.js'
import type { OddJobs } from './odd-jobs.js'

const entry = new URL('odd-jobs.ts', import.meta.url)
/** So long that only a hang would reach it. */
const deadline = 60_000
const PATIENT: Lane = { waiting: 20, patience: 60_000 }

let open: BoundedWorker<OddJobs, 'crowd' | 'guest'> | undefined

function aWorker(options: Partial<WorkerOptions<'crowd' | 'guest'>> = {}) {
  open = new BoundedWorker<OddJobs, 'crowd' | 'guest'>({ entry, lanes: { crowd: PATIENT, guest: PATIENT }, ...options })
  return open
}

afterEach(() => open?.close())

describe('the worker', () => {
  it('answers what the job answers, and takes memory instead of copying it', async () => {
    const worker = aWorker()
    const memory = new ArrayBuffer(1000)
    const size = worker.run('size', memory, { lane: 'crowd', deadline, transfer: [memory] })
    expect(await worker.run('echo', 'hello', { lane: 'crowd', deadline })).toEqual({ status: 'done', value: 'hello' })
    expect(await size).toEqual({ status: 'done', value: 1000 })
    expect(memory.byteLength).toBe(0)
  })

  it.each([
    ['spin', 'late', 200],
    ['eat', 'out-of-memory', deadline],
    ['recurse', 'failed', deadline],
    ['fail', 'failed', deadline],
    ['exit', 'failed', deadline],
    ['crash', 'failed', deadline],
  ] as const)('goes on after a job that does this: %s', async (name, status, within) => {
    const worker = aWorker()
    const first = worker.run(name, undefined, { lane: 'crowd', deadline: within })
    const next = worker.run('echo', 'still here', { lane: 'crowd', deadline })
    expect(await first).toMatchObject({ status })
    expect(await next).toEqual({ status: 'done', value: 'still here' })
  })

  it('hands over parts in order, one at a time, and ends a job whose part is refused', async () => {
    const worker = aWorker()
    const parts: number[] = []
    const all = { lane: 'crowd', deadline, onPart: (part: number) => void parts.push(part) } as const
    expect(await worker.run('count', 5, all)).toEqual({ status: 'done', value: 5 })
    expect(parts).toEqual([1, 2, 3, 4, 5])
    const onPart = (part: number) => {
      if (part === 3) throw new Error('enough')
    }
    const refused = await worker.run('count', 1_000_000, { lane: 'crowd', deadline, onPart })
    expect(refused).toMatchObject({ status: 'failed', error: new Error('enough') })
  })

  it('refuses whoever finds the lane full, at once', async () => {
    const worker = aWorker({ lanes: { crowd: { waiting: 2, patience: 60_000 }, guest: PATIENT } })
    const waiting = [1, 2].map(() => worker.run('echo', 'x', { lane: 'crowd', deadline }))
    expect(await worker.run('echo', 'x', { lane: 'crowd', deadline })).toEqual({ status: 'busy' })
    expect(await worker.run('echo', 'y', { lane: 'guest', deadline })).toEqual({ status: 'done', value: 'y' })
    for (const one of await Promise.all(waiting)) expect(one.status).toBe('done')
  })

  it('lets a guest in after one of the crowd, however many wait', async () => {
    const worker = aWorker()
    const ended: string[] = []
    const run = async (name: string, lane: 'crowd' | 'guest') => {
      await worker.run('echo', name, { lane, deadline })
      ended.push(name)
    }
    await Promise.all([...[1, 2, 3, 4, 5].map((one) => run(`crowd ${one}`, 'crowd')), run('guest', 'guest')])
    expect(ended.slice(0, 2)).toContain('guest')
  })

  it('lets go whoever has waited too long', async () => {
    const worker = aWorker({ lanes: { crowd: { waiting: 20, patience: 50 }, guest: PATIENT } })
    await worker.run('echo', 'awake', { lane: 'guest', deadline })
    const spinning = worker.run('spin', undefined, { lane: 'guest', deadline: 1000 })
    expect(await worker.run('echo', 'x', { lane: 'crowd', deadline })).toEqual({ status: 'late' })
    expect(await spinning).toEqual({ status: 'late' })
  })

  it('ends its thread when there is nothing to do, and starts another', async () => {
    const worker = aWorker({ idle: 1 })
    const first = await worker.run('thread', undefined, { lane: 'crowd', deadline })
    await expect
      .poll(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return worker.run('thread', undefined, { lane: 'crowd', deadline })
      })
      .not.toEqual(first)
  })

  it('says so when its thread does not start', async () => {
    const worker = aWorker({ entry: new URL('no-such-module.ts', import.meta.url) })
    expect(await worker.run('echo', 'x', { lane: 'crowd', deadline })).toMatchObject({ status: 'failed' })
  })

  it('takes nothing once it is closed, and leaves nobody waiting', async () => {
    const worker = aWorker()
    const spinning = worker.run('spin', undefined, { lane: 'crowd', deadline })
    const waiting = worker.run('echo', 'x', { lane: 'crowd', deadline })
    await worker.close()
    expect([await spinning, await waiting]).toEqual([{ status: 'late' }, { status: 'late' }])
    expect(await worker.run('echo', 'x', { lane: 'crowd', deadline })).toEqual({ status: 'busy' })
  })
})
