import { heldLocks, holdLock } from './locks.js'
import type { News } from './news.js'
import { Stream } from './stream.js'

/**
 * All tabs of a browser share one event stream, since HTTP/1.1 gives them six connections in all. Each tab holds a
 * shared lock named after the account that it watches; the tab that holds the leader's lock opens the stream for the
 * accounts that are so named, and passes the news on. When it closes, the next one gets the lock.
 */
const LEADER = 'iam-dojo-events'
const WATCHED = 'iam-dojo-watches-'
/** How soon the leader notices that the last tab of an account was closed. */
const LOOK_AGAIN_MS = 30_000

interface Asking {
  kind: 'watch' | 'left'
  tab: string
  accountId: string
}
type Message = Asking | { kind: 'news'; to?: string; news: News }
type Listener = (news: News) => void

/** Tells this tab from the others; nothing depends on its being a secret. */
const tab = `${Date.now()} ${Math.random()}`
const listeners = new Map<string, Set<Listener>>()
/** What is let go when this tab watches an account no more, and when it watches none. */
const watches = new Map<string, () => void>()
/** What the leader does with a message; undefined while another tab leads. */
let leading: ((message: Asking) => void) | undefined
let shared: { channel: BroadcastChannel; stop: () => void } | undefined

const deliver = (news: News): void => {
  for (const listener of [...(listeners.get(news.accountId) ?? [])]) listener(news)
}

/** Tells `listener` what happens to an account, whoever did it, until the returned function is called. */
export function watchAccount(accountId: string, listener: Listener): () => void {
  const known = listeners.get(accountId)
  listeners.set(accountId, (known ?? new Set()).add(listener))
  if (!known) watches.set(accountId, locksExist() ? watchTogether(accountId) : watchAlone(accountId))
  return () => {
    const rest = listeners.get(accountId)
    rest?.delete(listener)
    if (rest?.size !== 0) return
    listeners.delete(accountId)
    watches.get(accountId)?.()
    watches.delete(accountId)
  }
}

/** Web Locks exist on https and on this machine; elsewhere each tab has a stream of its own. */
const locksExist = (): boolean => 'locks' in navigator

function watchAlone(accountId: string): () => void {
  const stream = new Stream(async () => [accountId], deliver)
  void stream.refresh()
  return () => stream.close()
}

function watchTogether(accountId: string): () => void {
  shared ??= join()
  const { channel } = shared
  const tell = (kind: 'watch' | 'left') => {
    channel.postMessage({ kind, tab, accountId } satisfies Message)
    leading?.({ kind, tab, accountId })
  }
  // Told once the lock is held: the leader looks at the locks.
  const letGo = holdLock(`${WATCHED}${accountId}`, 'shared', () => tell('watch'))
  return () => {
    letGo()
    tell('left')
    if (listeners.size > 0) return
    shared?.stop()
    shared = undefined
  }
}

/** Takes part: hears the leader, and stands ready to lead. */
function join(): { channel: BroadcastChannel; stop: () => void } {
  const channel = new BroadcastChannel(LEADER)
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'news') leading?.(data)
    else if (data.to === undefined || data.to === tab) deliver(data.news)
  }
  let resign: () => void = () => undefined
  const letGo = holdLock(LEADER, 'exclusive', () => {
    resign = lead(channel)
  })
  return {
    channel,
    stop() {
      resign()
      letGo()
      channel.close()
    },
  }
}

function lead(channel: BroadcastChannel): () => void {
  const stream = new Stream(
    () => heldLocks(WATCHED),
    (news) => {
      channel.postMessage({ kind: 'news', news } satisfies Message)
      deliver(news)
    },
  )
  const refresh = () => void stream.refresh()
  leading = (message) => {
    if (message.kind === 'watch' && stream.covers(message.accountId)) welcome(channel, message)
    else refresh()
  }
  refresh()
  const timer = setInterval(refresh, LOOK_AGAIN_MS)
  return () => {
    leading = undefined
    clearInterval(timer)
    stream.close()
  }
}

/** A tab that comes later is told that it misses nothing from here on. */
function welcome(channel: BroadcastChannel, { tab: to, accountId }: { tab: string; accountId: string }): void {
  const news: News = { accountId, event: 'open' }
  if (to === tab) deliver(news)
  else channel.postMessage({ kind: 'news', to, news } satisfies Message)
}
