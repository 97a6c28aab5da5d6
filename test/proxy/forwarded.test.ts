import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOfEntry, plainAddress } from '../../server/proxy/address.js'
import { forwardedClient } from '../../server/proxy/forwarded.js'
import { inNetworks, type Network, networkOf } from '../../server/proxy/networks.js'

const networks = (...texts: string[]): Network[] =>
  texts.map((text) => {
    const network = networkOf(text)
    if (!network) throw new Error(`no network: ${text}`)
    return network
  })
const isTrusted = inNetworks(networks('127.0.0.1', '10.0.0.0/8', '2001:db8:aa::/48'))
const through = (addresses: string, { peer = '10.0.0.1', protocols = undefined as string | undefined } = {}) =>
  forwardedClient({ peer, addresses, protocols }, isTrusted)

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:0DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['203.0.113.007', undefined],
    ['203.0.113', undefined],
    ['0xcb.0.113.7', undefined],
    ['3405803783', undefined],
    ['203.0.113.7%eth0', undefined],
    ['unknown', undefined],
    ['', undefined],
    ['1'.repeat(100_000), undefined],
  ])('%s is written in one way', (text, address) => {
    expect(plainAddress(text)).toBe(address)
  })

  it.each([
    [' 203.0.113.7\t', '203.0.113.7'],
    ['203.0.113.7:51000', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['[203.0.113.7]:443', undefined],
    ['203.0.113.7:', undefined],
    ['203.0.113.7:http', undefined],
    ['[2001:db8::1', undefined],
    ['"203.0.113.7"', undefined],
    ['_hidden', undefined],
    ['203.0.113.7 198.51.100.1', undefined],
    ['203.0.113.7\0', undefined],
  ])('%j in a header names %s', (entry, address) => {
    expect(addressOfEntry(entry)).toBe(address)
  })
})

describe('a network', () => {
  it.each([
    ['10.0.0.0/8', { address: '10.0.0.0', prefix: 8, family: 'ipv4' }],
    ['127.0.0.1', { address: '127.0.0.1', prefix: 32, family: 'ipv4' }],
    ['::1', { address: '::1', prefix: 128, family: 'ipv6' }],
    ['FD00::/8', { address: 'fd00::', prefix: 8, family: 'ipv6' }],
    ['::ffff:10.0.0.0/104', { address: '10.0.0.0', prefix: 8, family: 'ipv4' }],
    ['0.0.0.0/0', undefined],
    ['::/0', undefined],
    ['::ffff:0.0.0.0/96', undefined],
    ['10.0.0.0/33', undefined],
    ['10.0.0.0/', undefined],
    ['10.0.0.0/-1', undefined],
    ['10.0.0.0/8/8', undefined],
    ['proxy.example', undefined],
    ['loopback', undefined],
  ])('is read from %s', (text, network) => {
    expect(networkOf(text)).toEqual(network)
  })

  it('has an address in whichever way it is written', () => {
    for (const address of ['10.255.0.1', '::ffff:10.0.0.9', '2001:0db8:00aa::5', '2001:db8:aa::5%eth0', '127.0.0.1'])
      expect(isTrusted(address), address).toBe(true)
    for (const address of ['11.0.0.1', '127.0.0.2', '2001:db8:ab::1', '::1', '', 'unknown', '10.0.0'])
      expect(isTrusted(address), address).toBe(false)
  })
})

describe('X-Forwarded-For', () => {
  it.each([
    ['one proxy', '203.0.113.7', '203.0.113.7'],
    ['two proxies', '203.0.113.7, 10.2.0.1', '203.0.113.7'],
    ['what a client forged before it came to the proxy', '127.0.0.1, 198.51.100.66, 203.0.113.7', '203.0.113.7'],
    ['a forged address of a trusted proxy', '10.9.9.9, 203.0.113.7, 10.2.0.1', '203.0.113.7'],
    ['IPv6', '2001:DB8::7, 2001:db8:aa::1', '2001:db8::7'],
    ['ports', '[2001:db8::7]:5000, 10.2.0.1:80', '2001:db8::7'],
    ['a client in the network of the proxies', '10.2.0.5', '10.2.0.5'],
    ['nobody', '', '10.0.0.1'],
    ['an empty entry from the proxy', '203.0.113.7, ', '10.0.0.1'],
    ['a client that the proxy hides', 'unknown', '10.0.0.1'],
    ['rubbish behind a second proxy', 'rubbish, 10.2.0.1', '10.2.0.1'],
    ['rubbish before the client', 'rubbish,,, 203.0.113.7', '203.0.113.7'],
    ['commas', ',,,,', '10.0.0.1'],
    ['one comma', ',', '10.0.0.1'],
    ['a comma before the client', ',203.0.113.7', '203.0.113.7'],
  ])('with %s', (_name, header, address) => {
    expect(through(header).address).toBe(address)
  })

  it('from anyone but a trusted proxy counts for nothing', () => {
    const peer = '198.51.100.66'
    expect(through('203.0.113.7, 10.0.0.1', { peer, protocols: 'https' })).toEqual({ address: peer, secure: undefined })
  })

  it('of 100 kB is walked within a turn, and to its 32nd hop only', () => {
    const own = Array.from({ length: 9_000 }, (_, at) => `10.0.${at >> 8}.${at & 255}`).join(', ')
    expect(own.length).toBeGreaterThan(100_000)
    const before = performance.now()
    expect(through(own).address).toBe('10.0.35.8')
    for (const header of ['x'.repeat(100_000), ','.repeat(100_000), ' '.repeat(100_000), `${' '.repeat(100_000)},`])
      expect(through(header).address).toBe('10.0.0.1')
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('never makes a client of what stands left of the first untrusted address', () => {
    const hop = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('10.1.1.1', '127.0.0.1', '2001:db8:aa::9'))
    const outside = fc.constantFrom('203.0.113.7', '2001:db8::7')
    const own = fc.array(fc.constantFrom('10.1.1.1', '127.0.0.1', '2001:db8:aa::9'), { maxLength: 5 })
    fc.assert(
      fc.property(fc.array(hop), outside, own, (forged, client, proxies) => {
        expect(through([...forged, client, ...proxies].join(', ')).address).toBe(client)
      }),
    )
  })

  it('always names an address, whatever it says', () => {
    const header = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
    const likely = fc.stringMatching(/^[0-9a-f.:,%[\] ]{0,100}$/)
    fc.assert(
      fc.property(fc.oneof(header, likely), fc.string(), (addresses, protocols) => {
        const { address } = through(addresses, { protocols })
        expect(plainAddress(address)).toBe(address)
      }),
    )
  })
})

describe('X-Forwarded-Proto', () => {
  it.each([
    ['https', '203.0.113.7', true],
    ['HTTPS', '203.0.113.7', true],
    ['http', '203.0.113.7', false],
    ['wss', '203.0.113.7', false],
    ['', '203.0.113.7', false],
    [undefined, '203.0.113.7', undefined],
    // A proxy that adds its own word at the right: the client's own is forged.
    ['https, http', '203.0.113.7', false],
    ['http, https', '203.0.113.7', true],
    // Two proxies, of which the outer one ends TLS.
    ['https, http', '203.0.113.7, 10.2.0.1', true],
    ['https', '203.0.113.7, 10.2.0.1', true],
    ['http, https, http', '203.0.113.7, 10.2.0.1', true],
  ])('%j with the addresses %j', (protocols, addresses, secure) => {
    expect(through(addresses, { protocols }).secure).toBe(secure)
  })
})
