import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hostKeyOf } from '../../server/ssh/host-key.js'
import { openStore } from '../../server/store/store.js'
import { run } from './open-ssh.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-host-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () =>
  openStore({
    engine: 'sqlite',
    file: join(folder, 'iam-dojo.db'),
    masterKey: new Uint8Array(32).fill(7),
    clock: { now: () => 1 },
  })

it('is made once, in a form that ssh-keygen reads', async () => {
  const store = await open()
  const [one, other] = await Promise.all([hostKeyOf(store.secrets), hostKeyOf(store.secrets)])
  expect(other.fingerprint).toBe(one.fingerprint)
  await store.close()
  const again = await open()
  const { fingerprint, privateKey, blob } = await hostKeyOf(again.secrets)
  expect(fingerprint).toBe(one.fingerprint)
  await again.close()
  const { out } = await run('sh', ['-c', `umask 077; cat > ${folder}/key; ssh-keygen -y -f ${folder}/key`], privateKey)
  expect(out).toContain(`ssh-ed25519 ${blob.toString('base64')}`)
})

it('is sealed in the database', async () => {
  const store = await open()
  const { privateKey } = await hostKeyOf(store.secrets)
  const pem = await store.secrets.get('ssh-host-key', () => '')
  await store.close()
  const files = readdirSync(folder).filter((name) => name.startsWith('iam-dojo.db'))
  const text = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('')
  expect(text).toContain('ssh-host-key')
  for (const secret of [privateKey, pem]) expect(text).not.toContain(secret.split('\n')[1])
})
