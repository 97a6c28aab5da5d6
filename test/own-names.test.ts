import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { hostAllowList } from '../server/http/hosts.js'
import { isDnsName, ownNames } from '../server/own-names.js'

const client = { address: '', secure: false, forwarded: false, publicOrigin: undefined }
const machine = {
  hostname: () => 'Laptop.school.example',
  addresses: () => ['127.0.0.1', '192.0.2.2', 'fe80::1%eth0', 'FD00::2'],
}

it('are the addresses and names of the machine, and those given by hand first', () => {
  const names = ownNames({ loopbackOnly: false, named: ['Dojo.example', '203.0.113.7'], monotonic: { now: () => 0 }, machine })
  expect(names()).toEqual({
    addresses: ['203.0.113.7', '127.0.0.1', '192.0.2.2', 'fe80::1', 'fd00::2', '::1'],
    names: ['dojo.example', 'laptop.school.example', 'laptop.local', 'localhost'],
  })
})

it('are loopback names alone, if nobody else can reach the server', () => {
  const names = ownNames({ loopbackOnly: true, named: ['dojo.example'], monotonic: { now: () => 0 }, machine })
  expect(names()).toEqual({ addresses: ['127.0.0.1', '::1'], names: ['dojo.example', 'localhost'] })
})

it('are looked up anew, at most each second, and the Host header is checked against those', () => {
  let now = 0
  let addresses = ['192.0.2.2']
  let looks = 0
  const moving = {
    hostname: () => 'laptop',
    addresses: () => {
      looks++
      return addresses
    },
  }
  const own = ownNames({ loopbackOnly: false, named: [], monotonic: { now: () => now }, machine: moving })
  const isOurs = hostAllowList(own, undefined)
  const takes = (host: string) => isOurs({ headers: { host } } as IncomingMessage, client)
  expect(['192.0.2.2:4600', 'LAPTOP:4600', '[::1]:4600', 'bucket.localhost:4600'].map(takes)).toEqual([true, true, true, true])
  addresses = ['192.0.2.9']
  now = 900
  expect([takes('192.0.2.2:4600'), takes('192.0.2.9:4600')]).toEqual([true, false])
  now = 1000
  expect([takes('192.0.2.2:4600'), takes('192.0.2.9:4600')]).toEqual([false, true])
  for (let at = 0; at < 100; at++) takes(`stranger${at}.example`)
  expect(looks).toBe(2)
})

it.each([
  ['dojo.example', true],
  ['my_container', true],
  ['a b', false],
  ['dojo..example', false],
  ['-dojo', false],
  ['dojo.example/', false],
  ['<b>', false],
])('knows %j as a name of DNS: %s', (name, is) => {
  expect(isDnsName(name)).toBe(is)
})
