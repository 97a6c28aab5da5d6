import { clear, createStore, get, set } from 'idb-keyval'
import type { KeptEntry } from './shell/files.js'

/** What a laptop keeps for one account. */
export interface Kept {
  files: KeptEntry[]
  history: string[]
}

/** A storage of its own, which nothing of the console reads; opened when the terminal is. */
const database = () => createStore('iam-dojo-terminal', 'laptops')
let opened: ReturnType<typeof database> | undefined
const store = () => {
  opened ??= database()
  return opened
}

const CHANNEL = 'iam-dojo-terminal'
const channel = new BroadcastChannel(CHANNEL)

type Message = { changed: string } | 'wiped'

export async function readLaptop(accountId: string): Promise<Kept> {
  return { files: [], history: [], ...(await get<Kept>(accountId, store())) }
}

export async function keepLaptop(accountId: string, kept: Kept): Promise<void> {
  await set(accountId, kept, store())
  channel.postMessage({ changed: accountId } satisfies Message)
}

/** Every account's files, keys among them. */
export async function wipeLaptops(): Promise<void> {
  await clear(store())
  // From a channel of its own, so that this window hears it too.
  const sender = new BroadcastChannel(CHANNEL)
  sender.postMessage('wiped' satisfies Message)
  sender.close()
}

/** Told when another window has changed the files of this account, or somebody has wiped them. */
export function onLaptopChanged(accountId: string, listener: (how: 'changed' | 'wiped') => void): () => void {
  const hear = ({ data }: MessageEvent<Message>) => {
    if (data === 'wiped') listener('wiped')
    else if (data.changed === accountId) listener('changed')
  }
  channel.addEventListener('message', hear)
  return () => channel.removeEventListener('message', hear)
}
