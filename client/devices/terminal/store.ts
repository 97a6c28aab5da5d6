import { clear, createStore, get, set } from 'idb-keyval'
import type { KeptEntry } from '../../../server/shell/files.js'
import type { ShellState } from '../../../server/shell/session.js'
import { thisTab } from './this-tab.js'

/** What a laptop keeps for one account. */
export interface Kept {
  files: KeptEntry[]
  history: string[]
  /** What the shell of this tab knew before the page was reloaded. */
  shell: Partial<ShellState>
}

type Files = Pick<Kept, 'files' | 'history'>

/** The last shell of the account, and the tab that it was in: another tab's is a shell of its own. */
interface KeptShell {
  tab: string
  state: ShellState
}
const shellOf = (accountId: string): string => `${accountId}/shell`

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
  const shell = await get<KeptShell>(shellOf(accountId), store())
  return {
    ...{ files: [], history: [], ...(await get<Files>(accountId, store())) },
    shell: shell?.tab === thisTab() ? shell.state : {},
  }
}

export async function keepLaptop(accountId: string, { files, history, shell }: Files & { shell: ShellState }): Promise<void> {
  await set(accountId, { files, history } satisfies Files, store())
  await set(shellOf(accountId), { tab: thisTab(), state: shell } satisfies KeptShell, store())
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
