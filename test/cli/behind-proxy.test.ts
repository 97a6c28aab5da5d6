import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { behindProxy, tlsEndsAtProxy } from '../../server/cli/behind-proxy.js'
import { startBuilt } from '../support/built-server.js'
import { ask } from '../support/http.js'

/** An address of this machine that isn't loopback: whoever calls it comes from it, too. */
const outer = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

describe.skipIf(outer === undefined)('a server on all addresses behind a proxy, without --insecure', () => {
  it('takes plain HTTP from its proxy and from this machine only', async () => {
    const home = mkdtempSync(join(tmpdir(), 'iam-dojo-proxy-'))
    const env = { IAM_DOJO_HOME: home }
    const all = ['--ephemeral', '--no-ssh', '--host', '0.0.0.0', '--public-url', 'https://dojo.example']
    const host = 'dojo.example'
    const status = async (url: string, at: string, headers = {}) => {
      return (await ask(url.replace('0.0.0.0', at), '/signin', { at, host, headers })).status
    }
    const strict = await startBuilt([...all, '--trust-proxy', '10.255.255.1'], env)
    expect(await status(strict.url, '127.0.0.1')).toBe(200)
    const forged = { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'https' }
    expect([await status(strict.url, outer ?? ''), await status(strict.url, outer ?? '', forged)]).toEqual([403, 403])
    await strict.stop()
    const open = await startBuilt([...all, '--trust-proxy', `10.255.255.1,${outer}`], env)
    expect([await status(open.url, outer ?? ''), await status(open.url, outer ?? '', forged)]).toEqual([403, 200])
    await open.stop()
    const insecure = await startBuilt([...all, '--trust-proxy', '10.255.255.1', '--insecure'], env)
    expect(await status(insecure.url, outer ?? '')).toBe(200)
    await insecure.stop()
    rmSync(home, { recursive: true })
  })
})

describe('the flags for a proxy', () => {
  const read = (publicUrl: string | undefined, trusted: string[] | undefined, ssh = false) =>
    behindProxy({ 'public-url': publicUrl, 'trust-proxy': trusted, 'ssh-proxy-protocol': ssh })

  it.each([
    ['https://me:secret@dojo.example', undefined, false, '--public-url takes no user name'],
    ['ws://dojo.example', undefined, false, '--public-url begins with https:// or http://'],
    ['dojo', undefined, false, '--public-url needs a URL such as https://dojo.example'],
    [undefined, ['proxy.example'], false, '--trust-proxy needs an address or a network'],
    [undefined, ['10.0.0.1,'], false, '--trust-proxy needs an address or a network'],
    [undefined, ['10.0.0.0/8, 0.0.0.0/0'], false, '--trust-proxy 0.0.0.0/0 would believe every client'],
    [undefined, ['::/00'], false, '--trust-proxy ::/00 would believe every client'],
    [undefined, undefined, true, '--ssh-proxy-protocol needs --trust-proxy'],
  ])('%j, %j, %j end in one plain sentence', (publicUrl, trusted, ssh, sentence) => {
    expect(() => read(publicUrl, trusted, ssh)).toThrow(sentence)
  })

  it('take several networks, with commas or one by one', () => {
    const { trustedProxies } = read(undefined, ['10.0.0.1, fd00::/8', '192.0.2.0/24'])
    expect(trustedProxies.map(({ address, prefix }) => `${address}/${prefix}`)).toEqual([
      '10.0.0.1/32',
      'fd00::/8',
      '192.0.2.0/24',
    ])
  })

  it('say that TLS ends at the proxy only if both are given, with https', () => {
    expect(tlsEndsAtProxy(read('https://dojo.example', ['10.0.0.1']))).toBe(true)
    expect(tlsEndsAtProxy(read('http://dojo.example', ['10.0.0.1']))).toBe(false)
    expect(tlsEndsAtProxy(read('https://dojo.example', undefined))).toBe(false)
    expect(tlsEndsAtProxy(read(undefined, ['10.0.0.1']))).toBe(false)
  })
})
