import { createHash } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import { DAY_MS } from '../account/durations.js'
import type { Clock, Random } from '../account/ports.js'
import type { GuessedAt, KnownDevices } from '../credentials/guesses.js'
import { isSecurePage } from '../proxy/client.js'
import type { DocumentStore } from '../store/documents.js'
import type { Principal } from './principal.js'

/** One browser that signed in as one user. The hash of its value is part of the document's id. */
interface Device {
  incarnation: string
  /** It showed a code or a passkey, so it may try codes in its own lane. */
  mfa: boolean
  /** Counts up among the user's devices: the newest has the highest, whatever the clock said. */
  order: number
}

interface Services {
  documents: DocumentStore
  clock: Clock
  random: Random
  cookieName: string
}

const COLLECTION = 'console-device'
const LIFE_MS = 90 * DAY_MS
/** Each device is a lane more for whoever takes its cookie, or knew the password once. */
const MAX_DEVICES_OF_A_USER = 5
/** A browser that many share keeps the newest. */
const MAX_USERS_IN_A_BROWSER = 10
/** 32 bytes in Base64. */
const VALUE = /^[\w-]{43}$/

/**
 * The device cookie: a browser that signed in as a user guesses in a lane that strangers can't use up. It proves
 * nothing: without the password it is worth a place in that lane. Each sign-in brings a new value and ends the old one,
 * so a copy is good until the owner's next sign-in. Only hashes are stored.
 */
export class DeviceCookies implements KnownDevices {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
  }

  async laneOf(cookie: string | undefined, { target, owner }: GuessedAt): Promise<string | undefined> {
    const values = this.#valuesIn(cookie)
    if (values.length === 0) return undefined
    // A user who doesn't exist is looked up as well: the time must not tell.
    const known = await this.#of(owner ? idOf(owner.account.accountId, owner.principalId) : idOf('-', '-'))
    const hashes = new Set(values.map(hashed))
    const device = known.find(({ hash }) => hashes.has(hash))
    if (!device || !owner || device.body.incarnation !== owner.account.incarnation) return undefined
    return target.kind === 'codes' && !device.body.mfa ? undefined : device.hash
  }

  /** This browser has signed in as the principal. */
  async remember(request: Request, response: Response, { account, principalId }: Principal, mfa: boolean): Promise<void> {
    const { documents, clock, random, cookieName } = this.#services
    const id = idOf(account.accountId, principalId)
    const value = Buffer.from(random.bytes(32)).toString('base64url')
    const others = this.#valuesIn(request.headers.cookie)
    const known = await this.#of(id)
    const replaced = others.filter((other) => known.some(({ hash }) => hash === hashed(other)))
    const before = known.filter(({ hash }) => !replaced.map(hashed).includes(hash))
    before.sort((a, b) => b.body.order - a.body.order)
    const gone = [...replaced.map(hashed), ...before.slice(MAX_DEVICES_OF_A_USER - 1).map(({ hash }) => hash)]
    const order = 1 + Math.max(0, ...known.map(({ body }) => body.order))
    const device: Device = { incarnation: account.incarnation, mfa, order }
    // The new one first: a server that is killed in between leaves one too many, and never none.
    await documents.putOf(account, COLLECTION, id + hashed(value), device, clock.now() + LIFE_MS)
    for (const hash of gone) await documents.delete(COLLECTION, id + hash)
    const kept = [value, ...others.filter((other) => !replaced.includes(other))].slice(0, MAX_USERS_IN_A_BROWSER)
    response.cookie(cookieName, kept.join('.'), {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: isSecurePage(request),
      maxAge: LIFE_MS,
    })
  }

  /** No browser is known as the principal's any more. */
  async forget({ account, principalId }: Principal): Promise<void> {
    const id = idOf(account.accountId, principalId)
    for (const { hash } of await this.#of(id)) await this.#services.documents.delete(COLLECTION, id + hash)
  }

  async #of(id: string): Promise<{ hash: string; body: Device }[]> {
    const found = await this.#services.documents.list<Device>(COLLECTION, id)
    return found.map(({ id: full, body }) => ({ hash: full.slice(id.length), body }))
  }

  #valuesIn(cookie: string | undefined): string[] {
    const text = parseCookie(cookie ?? '')[this.#services.cookieName] ?? ''
    return text.split('.', MAX_USERS_IN_A_BROWSER).filter((value) => VALUE.test(value))
  }
}

const idOf = (accountId: string, principalId: string): string => `${accountId}/${principalId}/`
const hashed = (value: string): string => createHash('sha256').update(value).digest('hex')
