import { hostname, networkInterfaces } from 'node:os'
import type { Monotonic } from './account/ports.js'
import { plainAddress } from './proxy/address.js'

/** Under what this server is reached: addresses as `plainAddress` writes them, and host names in lower case. */
export interface Names {
  addresses: readonly string[]
  names: readonly string[]
}

/** The names of this moment: the same object for as long as nothing has changed. */
export type OwnNames = () => Names

/** What a machine is called, and the addresses that it has now. */
export interface Machine {
  hostname(): string
  addresses(): string[]
}

interface Options {
  /** All that can be reached is this machine itself: then it has no other names. */
  loopbackOnly: boolean
  /** Host names or addresses that the machine can't know, such as that of a router which passes a port on. */
  named: readonly string[]
  monotonic: Pick<Monotonic, 'now'>
  machine?: Machine
}

/** A cable or DHCP changes addresses while the server runs. Asking the system costs 0.1 ms, so not each request does. */
const LOOK_MS = 1_000
/** A name of DNS. Underscores stand in the names of container networks. */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*$/

const THIS_MACHINE: Machine = {
  hostname,
  addresses: () => Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address)),
}

/** The names and addresses of this server, looked up anew. Without `loopbackOnly`, all those of the machine. */
export function ownNames({ loopbackOnly, named, monotonic, machine = THIS_MACHINE }: Options): OwnNames {
  let known = read()
  let readAt = monotonic.now()
  return () => {
    const now = monotonic.now()
    if (now - readAt < LOOK_MS) return known
    readAt = now
    const next = read()
    if (JSON.stringify(next) !== JSON.stringify(known)) known = next
    return known
  }

  function read(): Names {
    const given = named.map((name) => addressOf(name) ?? name.toLowerCase())
    const found = loopbackOnly ? [] : machine.addresses()
    const called = loopbackOnly ? [] : namesOf(machine.hostname())
    const isAddress = (name: string) => plainAddress(name) !== undefined
    return {
      addresses: unique([...given.filter(isAddress), ...found.flatMap((text) => plainAddress(text) ?? []), '127.0.0.1', '::1']),
      names: unique([...given.filter((name) => !isAddress(name)), ...called, 'localhost']),
    }
  }
}

/** The one name of a machine is its host name; in a network without DNS it's found with `.local` (multicast DNS). */
function namesOf(name: string): string[] {
  const whole = name.toLowerCase()
  const [first = ''] = whole.split('.', 1)
  return [whole, `${first}.local`].filter((one) => isDnsName(one) && one !== 'localhost.local')
}

export const isDnsName = (name: string): boolean => DNS_NAME.test(name.toLowerCase())

/** The address that a text writes, in the brackets of a URL or without; undefined for a name. */
export const addressOf = (text: string): string | undefined => plainAddress(text.replace(/^\[(.*)\]$/, '$1'))

/** How a name or an address stands in a URL. */
export const inUrl = (name: string): string => (name.includes(':') ? `[${name}]` : name)

const unique = (names: string[]): string[] => [...new Set(names)]
