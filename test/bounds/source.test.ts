import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../server/bounds/source.js'

describe('a source', () => {
  it('is all loopback addresses, and all addresses of an IPv6 network', () => {
    expect(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'].map(sourceOf)).toEqual(Array(4).fill('loopback'))
    expect(['10.0.0.1', '::ffff:10.0.0.1'].map(sourceOf)).toEqual(['10.0.0.1', '10.0.0.1'])
    expect(['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9'].map(sourceOf)).toEqual(Array(2).fill('2001:db8:1:2::/64'))
    expect(sourceOf('2001:db8::9')).toBe('2001:db8:0:0::/64')
  })
})
