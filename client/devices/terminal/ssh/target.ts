import type { Machine } from '../../../../server/shell/machine.js'
import { LAPTOP } from '../shell/laptop-shell.js'

/** Where a command line leads. */
export interface Target {
  host: string
  /** As the server takes it: `ec2-user`, `ec2-user+i-0123456789abcdef0`. */
  loginName: string
  /** As messages name it: `ec2-user@127.0.0.1`. */
  shown: string
}

const INSTANCE_ID = /^i-[\da-f]{8,17}$/

/** This server, under the names that it has here, or one of its instances by its ID. */
export function reaches(machine: Machine, host: string): boolean {
  const { hostname } = new URL(machine.origin)
  return ['127.0.0.1', 'localhost', '::1', hostname].includes(host) || INSTANCE_ID.test(host)
}

/** `[user@]host`; `-l` says who if the word doesn't. An instance's ID may stand in either place. */
export function targetOf(word: string, user: string | undefined): Target {
  const at = word.lastIndexOf('@')
  const host = word.slice(at + 1)
  const name = at >= 0 ? word.slice(0, at) : (user ?? LAPTOP.user)
  const loginName = INSTANCE_ID.test(host) && !name.includes('+') ? `${name}+${host}` : name
  return { host, loginName, shown: `${name}@${host}` }
}
