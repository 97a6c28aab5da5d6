import { describe, expect, it } from 'vitest'
import { startsLinkPreview } from '../../server/ec2/instances/user-data.js'
import { type FetchAddress, linkPreview } from '../../server/instances/link-preview.js'

const nothing: FetchAddress = async () => undefined
const preview = (query: string, fetchAddress = nothing) => linkPreview({ method: 'GET', path: `/?url=${query}` }, fetchAddress)

describe('the page of link previews', () => {
  it('fetches an http address, and shows the status and the text as text', async () => {
    const fetched: string[] = []
    const answer = await preview('http://169.254.169.254/latest/meta-data/?a=1%26b', async (url) => {
      fetched.push(url.href)
      return { status: 200, statusText: 'OK', body: '{ "Token" : "a<b>&c" }' }
    })
    expect(fetched).toEqual(['http://169.254.169.254/latest/meta-data/?a=1&b'])
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(answer.body).toContain('answered 200 OK</p>\n<pre>\n{ "Token" : "a&lt;b&gt;&amp;c" }\n</pre>')
  })

  it('shows a refusal as what came', async () => {
    const refused: FetchAddress = async () => ({ status: 401, statusText: 'Unauthorized', body: '' })
    expect((await preview('http://169.254.169.254/latest/meta-data/', refused)).body).toContain('answered 401 Unauthorized')
  })

  it.each([
    ['another scheme', 'https://169.254.169.254/'],
    ['a file', 'file:///etc/passwd'],
    ['gopher', 'gopher://169.254.169.254/_PUT'],
    ['no address', 'latest'],
    ['an endless address', `http://a/${'x'.repeat(3000)}`],
  ])('asks nobody for %s', async (_what, address) => {
    const never: FetchAddress = () => Promise.reject(new Error('it asked'))
    expect((await preview(encodeURIComponent(address), never)).status).toBe(400)
  })

  it('says so where nothing answers, or not in time', async () => {
    expect((await preview('http://10.0.0.1/')).body).toContain('http://10.0.0.1/: nothing answers there.')
    const late = await linkPreview({ method: 'GET', path: '/?url=http://10.0.0.1/' }, () => new Promise(() => {}), 1)
    expect(late.body).toContain('took too long')
  })

  it('cuts what is too long for a preview', async () => {
    const { body } = await preview('http://a/', async () => ({ status: 200, statusText: 'OK', body: 'x'.repeat(1_000_000) }))
    expect(body.length).toBeLessThan(67_000)
    expect(body).toContain('The rest is too long')
  })

  it('has a form, no other path, and no other method', async () => {
    const ask = async (method: string, path: string) => (await linkPreview({ method, path }, nothing)).status
    expect([await ask('GET', '/'), await ask('GET', '/x'), await ask('POST', '/')]).toEqual([200, 404, 405])
  })
})

describe('user data', () => {
  it.each([
    ['#!/bin/bash\nsystemctl enable --now link-preview\n', true],
    ['#!/bin/sh\r\nset -e\r\n  systemctl start link-preview.service\r\n', true],
    ['systemctl start link-preview', false],
    ['#!/bin/bash\n# systemctl start link-preview\n', false],
    ['#!/bin/bash\nsystemctl stop link-preview\n', false],
    ['', false],
  ])('%j starts the page: %s', (script, starts) => {
    expect(startsLinkPreview(Buffer.from(script).toString('base64'))).toBe(starts)
  })
})
