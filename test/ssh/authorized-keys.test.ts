import { describe, expect, it } from 'vitest'
import { field } from '../../server/credentials/ssh-fields.js'
import { authorizedKeys, isUsable } from '../../server/ssh/authorized-keys.js'

const blob = Buffer.concat([field('ssh-ed25519'), field(Buffer.alloc(32, 1))])
const line = `ssh-ed25519 ${blob.toString('base64')}`
const only = (text: string) => {
  const [key] = authorizedKeys(text)
  if (!key) throw new Error('no key')
  return key
}

describe('authorized_keys', () => {
  it('has a key a line, with or without a comment, among remarks and empty lines', () => {
    const keys = authorizedKeys(`# mine\r\n\n  ${line} me@laptop at home\r\n\t${line}\n`)
    expect(keys.map(({ comment }) => comment)).toEqual(['me@laptop at home', ''])
    expect(keys.every((key) => key.blob.equals(blob))).toBe(true)
  })

  it.each([
    ['a kind that is unknown', line.replace('ssh-ed25519', 'ssh-dss')],
    ['bytes of another kind', line.replace('ssh-ed25519', 'ssh-rsa')],
    ['no Base64', 'ssh-ed25519 %%%'],
    ['half a line', 'ssh-ed25519'],
    ['an open quote', `command="echo ${line}`],
    ['an unknown option', `no-such-option ${line}`],
    ['a signer of certificates', `cert-authority ${line}`],
    ['an expiry that is no time', `expiry-time="soon" ${line}`],
    ['a key of absurd size', `ssh-ed25519 ${Buffer.concat([field('ssh-ed25519'), Buffer.alloc(5_000)]).toString('base64')}`],
    ['a line of absurd length', `${line} ${'x'.repeat(20_000)}`],
  ])('passes over a line with %s, and reads the next', (_, wrong) => {
    expect(authorizedKeys(`${wrong}\n${line}\n`)).toHaveLength(1)
  })

  it('knows the options that limit a key', () => {
    expect(only(`command="echo \\"a, b\\" c",no-pty ${line}`)).toMatchObject({ command: 'echo "a, b" c', noTerminal: true })
    expect(only(`restrict,pty ${line}`)).toMatchObject({ noTerminal: false })
    expect(only(`no-port-forwarding,no-agent-forwarding,no-X11-forwarding,environment="A=b" ${line}`).command).toBeUndefined()
    // The line that cloud-init writes for root.
    const root = `no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo 'Please login as the user \\"ec2-user\\" rather than the user \\"root\\".';echo;sleep 10;exit 142" ${line}`
    expect(only(root).command).toContain('sleep 10;exit 142')
  })

  it('reads a hostile line in no time', () => {
    const open = `command="${'\\"'.repeat(8_000)}`
    expect(authorizedKeys(`${open}\n${'a,'.repeat(8_000)}\n${'"'.repeat(16_000)}\n${line}`)).toHaveLength(1)
  })
})

describe('the limits of a key', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['192.168.0.?', '192.168.0.7', true],
    ['!192.168.0.7,192.168.0.*', '192.168.0.7', false],
    ['!192.168.0.7', '192.168.0.8', false],
    ['2001:db8::/32', '2001:db8::1', true],
  ])('from="%s" and %s: %s', (from, address, usable) => {
    expect(isUsable(only(`from="${from}" ${line}`), address, 0)).toBe(usable)
  })

  it('ends at its time', () => {
    const key = only(`expiry-time="202601310930" ${line}`)
    expect(isUsable(key, '127.0.0.1', Date.parse('2026-01-31T09:29:59Z'))).toBe(true)
    expect(isUsable(key, '127.0.0.1', Date.parse('2026-01-31T09:30:00Z'))).toBe(false)
  })
})
