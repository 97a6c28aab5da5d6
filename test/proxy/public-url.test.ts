import { expect, it } from 'vitest'
import { cookieSuffixOf, isHostOf, readPublicUrl } from '../../server/proxy/public-url.js'

it.each([
  ['https://dojo.example', 'https://dojo.example', 'dojo.example'],
  ['https://dojo.example/', 'https://dojo.example', 'dojo.example'],
  ['HTTPS://Dojo.Example:443', 'https://dojo.example', 'dojo.example'],
  ['https://dojo.example:8443', 'https://dojo.example:8443', 'dojo.example-8443'],
  ['http://my_dojo:8080', 'http://my_dojo:8080', 'my-dojo-8080'],
  ['https://dojo.exämple', 'https://dojo.xn--exmple-cua', 'dojo.xn--exmple-cua'],
  ['https://[2001:db8::1]', 'https://[2001:db8::1]', '-2001-db8--1-'],
])('takes %s', (text, origin, suffix) => {
  const url = readPublicUrl(text)
  expect(url.origin).toBe(origin)
  expect(cookieSuffixOf(url)).toBe(suffix)
})

it.each([
  ['dojo.example', 'needs a URL'],
  ['', 'needs a URL'],
  ['https://', 'needs a URL'],
  ['https://dojo.example:99999', 'needs a URL'],
  ['https://user:top-secret@dojo example', 'needs a URL'],
  ['ftp://dojo.example', 'begins with https'],
  ['dojo.example:443', 'begins with https'],
  ['javascript:alert(1)', 'begins with https'],
  ['https://user@dojo.example', 'no user name'],
  ['https://user:top-secret@dojo.example', 'no user name'],
  ['https://dojo.example/iam', 'no path'],
  ['https://dojo.example//', 'no path'],
  ['https://dojo.example?', 'no path'],
  ['https://dojo.example/?class=1', 'no path'],
  ['https://dojo.example/#', 'no path'],
  ['https://*.example', "isn't a host name"],
  ['https://dojo,example', "isn't a host name"],
])('refuses %j in one plain sentence', (text, sentence) => {
  expect(() => readPublicUrl(text)).toThrow(sentence)
  expect(() => readPublicUrl(text)).not.toThrow('top-secret')
})

it('knows its own Host header, with the usual port or without', () => {
  const url = readPublicUrl('https://dojo.example')
  for (const host of ['dojo.example', 'DOJO.example', 'dojo.example:443']) expect(isHostOf(url, host)).toBe(true)
  for (const host of ['dojo.example:80', 'dojo.example.', 'dojo.example.evil.example', 'evil.example', ''])
    expect(isHostOf(url, host)).toBe(false)
  expect(isHostOf(readPublicUrl('http://dojo.example:8080'), 'dojo.example:8080')).toBe(true)
})
