import { createStore, get, set } from 'idb-keyval'

/** One account in the app: what its QR code said. */
export interface PhoneAccount {
  id: string
  /** As the app shows it; the learner may change it. */
  name: string
  issuer: string
  /** Base32. */
  seed: string
  /** The AWS account in the QR code. */
  accountId?: string
  /** Whose device the page said it was: a user's name, or the account's ID for its root user. */
  userName?: string
}

/** All that is on the phone. */
export interface Phone {
  accounts: PhoneAccount[]
  /** How far its clock is ahead, in seconds; negative: behind. */
  clockOffset: number
}

const EMPTY: Phone = { accounts: [], clockOffset: 0 }

/**
 * The phone's own storage: a database that nothing of the console reads. It is opened when the phone is, so that a
 * browser without a phone has none.
 */
const database = () => createStore('iam-dojo-phone', 'phone')
let opened: ReturnType<typeof database> | undefined
const store = () => {
  opened ??= database()
  return opened
}

/** Tells the other windows of the same phone. */
const CHANNEL = 'iam-dojo-phone'
const channel = new BroadcastChannel(CHANNEL)

export async function readPhone(): Promise<Phone> {
  return { ...EMPTY, ...(await get<Phone>('phone', store())) }
}

export async function keepPhone(phone: Phone): Promise<void> {
  await set('phone', phone, store())
  channel.postMessage('changed')
}

/** What is on the new phone that replaces the lost one: the other accounts. Its clock is right. */
export const withoutLost = ({ accounts }: Phone, lost: ReadonlySet<string>): Phone => ({
  ...EMPTY,
  accounts: accounts.filter(({ id }) => !lost.has(id)),
})

/** An empty phone. */
export async function wipePhone(): Promise<void> {
  await set('phone', EMPTY, store())
  // From a channel of its own, so that a phone on this page hears it too.
  const sender = new BroadcastChannel(CHANNEL)
  sender.postMessage('changed')
  sender.close()
}

export function onPhoneChanged(listener: () => void): () => void {
  channel.addEventListener('message', listener)
  return () => channel.removeEventListener('message', listener)
}
