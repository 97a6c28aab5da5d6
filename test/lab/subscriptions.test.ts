import { EventEmitter } from 'node:events'
import type { Response } from 'express'
import { describe, expect, it, vi } from 'vitest'
import { Subscriptions } from '../../server/lab/progress/subscriptions.js'

/** A page's side of a stream, as the server sees it: it reads at once, or nothing at all. */
class Page extends EventEmitter {
  writableLength = 0
  destroyed = false
  ended = false
  text = ''
  constructor(readonly reads: boolean) {
    super()
  }
  get writableNeedDrain(): boolean {
    return !this.reads
  }
  set(): this {
    return this
  }
  flushHeaders(): void {}
  write(text: string): boolean {
    if (this.reads) this.text += text
    else this.writableLength += text.length
    return this.reads
  }
  end(): void {
    this.ended = true
    this.emit('close')
  }
  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
  get response(): Response {
    return this as unknown as Response
  }
}

const EVENT = { operations: ['x'.repeat(1000)] }

describe('event streams', () => {
  it('send what is for one watcher to their pages alone, and wait for those alone', async () => {
    const subscriptions = new Subscriptions()
    const [own, second, stuck] = [new Page(true), new Page(true), new Page(false)]
    subscriptions.add(['1'], own.response, 'ann')
    subscriptions.add(['1'], second.response, 'ben')
    subscriptions.add(['1'], stuck.response)
    const pages = subscriptions.pagesOf('1', 'ann')
    pages.publish('ssh', { session: 's', stream: 'out', data: 'c2VjcmV0' })
    await pages.taken()
    expect(own.text).toContain('c2VjcmV0')
    expect(second.text).not.toContain('ssh')
    expect(stuck.writableLength).toBe('retry: 1000\n\n'.length)
    own.end()
    expect([pages.watched(), subscriptions.watched('1')]).toEqual([false, true])
    subscriptions.close()
  })

  it('of a page that does not read are dropped at 256 kB; the others get all', () => {
    const subscriptions = new Subscriptions()
    const [stuck, reader] = [new Page(false), new Page(true)]
    for (const page of [stuck, reader]) subscriptions.add(['1'], page.response)
    let sent = 0
    for (; sent < 1000 && !stuck.destroyed; sent++) subscriptions.publish('1', 'account', EVENT)
    expect(stuck.destroyed).toBe(true)
    expect(stuck.writableLength).toBeLessThan(260_000)
    subscriptions.publish('1', 'account', EVENT)
    expect(reader.text.match(/event: account/g)).toHaveLength(sent + 1)
    subscriptions.close()
  })

  it('keep 16 MB at most unsent, whatever 800 pages leave unread', () => {
    const subscriptions = new Subscriptions()
    const pages = Array.from({ length: 800 }, () => new Page(false))
    for (const [n, page] of pages.entries()) subscriptions.add(['1'], page.response, `learner ${n}`)
    let most = 0
    for (let n = 0; n < 300; n++) {
      subscriptions.publish('1', 'account', EVENT)
      const unsent = pages.reduce((sum, page) => sum + (page.destroyed ? 0 : page.writableLength), 0)
      most = Math.max(most, unsent)
    }
    expect(most).toBeLessThan(17_000_000)
    subscriptions.close()
  })

  it('that catch up count as read again', () => {
    const subscriptions = new Subscriptions()
    const page = new Page(false)
    subscriptions.add(['1'], page.response)
    for (let n = 0; n < 1000; n++) {
      subscriptions.publish('1', 'account', EVENT)
      page.writableLength = 0
      page.emit('drain')
    }
    expect(page.destroyed).toBe(false)
    subscriptions.close()
  })

  it('are 64 for a learner and 1,000 in total at most: the oldest goes first', () => {
    const subscriptions = new Subscriptions()
    const own = Array.from({ length: 65 }, () => new Page(true))
    for (const page of own) subscriptions.add(['1'], page.response, 'ada')
    expect(own.map(({ destroyed }) => destroyed)).toEqual([true, ...Array(64).fill(false)])
    const others = Array.from({ length: 1000 }, () => new Page(true))
    for (const [n, page] of others.entries()) subscriptions.add(['2'], page.response, `learner ${n}`)
    expect([...own, ...others].filter(({ destroyed }) => !destroyed)).toHaveLength(1000)
    expect(others.every(({ destroyed }) => !destroyed)).toBe(true)
    subscriptions.close()
  })

  it('end when their account ends, and one timer keeps all others alive', () => {
    vi.useFakeTimers()
    try {
      const subscriptions = new Subscriptions()
      const pages = ['1', '2'].map((accountId) => {
        const page = new Page(true)
        subscriptions.add([accountId], page.response)
        return page
      })
      expect(vi.getTimerCount()).toBe(1)
      subscriptions.end('1')
      vi.advanceTimersByTime(25_000)
      subscriptions.publish('1', 'account', EVENT)
      expect(pages.map(({ ended }) => ended)).toEqual([true, false])
      expect(pages[1]?.text).toContain(': alive')
      expect([subscriptions.watched('1'), subscriptions.accounts()]).toEqual([false, ['2']])
      subscriptions.close()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
