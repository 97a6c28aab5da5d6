import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKeyPair } from '../../server/credentials/key-pairs/new-key-pair.js'
import { openSshLine } from '../../server/credentials/key-pairs/public-key.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { HAS_PUTTY } from '../support/ssh-tools.js'
import { OpenSsh, type Ran, run } from './open-ssh.js'
import { type SomeInstances, someInstances } from './some-instances.js'

const IDS = { rsa: 'i-0123456789abcdef0', ed25519: 'i-0123456789abcdef1' }

describe.skipIf(!HAS_PUTTY)('plink, the command of PuTTY', () => {
  let app: TestServer
  let files: OpenSsh
  let instances: SomeInstances
  let account: { accountId: string; incarnation: string }

  beforeAll(async () => {
    instances = someInstances()
    app = await startServer({ instances })
    files = new OpenSsh(app.sshPort)
    const { accountId } = await newAccount(app.url)
    account = { accountId, incarnation: (await app.accounts.existing(accountId)).incarnation }
  })
  afterAll(async () => {
    files?.remove()
    await app?.close()
  })

  /** Logs in with a key file, and trusts this host key alone. */
  const plink = (id: string, file: string, hostKey: string): Promise<Ran> => {
    const options = ['-ssh', '-batch', '-noagent', '-P', String(app.sshPort), '-hostkey', hostKey, '-i', file]
    return run('plink', [...options, `ec2-user+${id}@127.0.0.1`, 'instance'], '')
  }

  it.each(['rsa', 'ed25519'] as const)('logs in with the .ppk file of a key pair of %s', async (keyType) => {
    const made = await newKeyPair({ keyType, keyFormat: 'ppk', comment: 'web' })
    const id = IDS[keyType]
    instances.add({ ...account, instanceId: id, keys: openSshLine(made.publicKey, 'web') })
    const file = join(files.folder, `${keyType}.ppk`)
    writeFileSync(file, made.material.reveal(), { mode: 0o400 })
    const { fingerprint } = await app.ssh.hostKey()
    expect(await plink(id, file, fingerprint)).toMatchObject({ code: 0, out: `ec2-user ${id}\n` })
  })

  it('is refused with another key, and refuses another host key', async () => {
    const { material } = await newKeyPair({ keyType: 'ed25519', keyFormat: 'ppk', comment: 'other' })
    const file = join(files.folder, 'other.ppk')
    writeFileSync(file, material.reveal(), { mode: 0o400 })
    const { fingerprint } = await app.ssh.hostKey()
    const refused = await plink(IDS.rsa, file, fingerprint)
    expect(refused).toMatchObject({ out: '', err: expect.stringContaining('No supported authentication methods available') })
    expect(refused.code).not.toBe(0)
    const wary = await plink(IDS.rsa, file, `SHA256:${'A'.repeat(43)}`)
    expect(wary.err).toContain('manually configured list')
  })
})
