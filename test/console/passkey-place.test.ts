import { expect, it } from 'vitest'
import { passkeyPlace } from '../../client/console/mfa/passkey-place.js'

const at = (url: string, isSecure = url.startsWith('https:')) => passkeyPlace(new URL(url) as unknown as Location, isSecure)

it('makes passkeys at a name, over https or on this machine', () => {
  expect(at('https://laptop.local:4600/a')).toEqual({ kind: 'here' })
  expect(at('https://dojo.example/a')).toEqual({ kind: 'here' })
  expect(at('http://localhost:4600/a', true)).toEqual({ kind: 'here' })
})

it('knows the name of this machine at its loopback addresses', () => {
  expect(at('http://127.0.0.1:4600/a', true)).toEqual({ kind: 'elsewhere', url: 'http://localhost:4600/a' })
  expect(at('https://[::1]/a')).toEqual({ kind: 'elsewhere', url: 'https://localhost/a' })
})

it('asks for a name at an address, and for https first', () => {
  expect(at('https://192.168.1.10:4600/')).toEqual({ kind: 'needs-name' })
  expect(at('https://[fd00::2]:4600/')).toEqual({ kind: 'needs-name' })
  expect(at('http://192.168.1.10:4600/')).toEqual({ kind: 'needs-https' })
  expect(at('http://laptop.local:4600/')).toEqual({ kind: 'needs-https' })
})
