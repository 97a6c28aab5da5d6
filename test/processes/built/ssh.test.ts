import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { element, type SigningKeys } from '../../../server/wire/request.js'
import { OpenSsh } from '../../ssh/open-ssh.js'
import { newAccount, startServer, type TestServer } from '../../support/server.js'
import { insist } from './load/attempt.js'

let app: TestServer
let ssh: OpenSsh
let keys: SigningKeys
beforeAll(async () => {
  app = await startServer()
  ssh = new OpenSsh(app.sshPort)
  keys = (await newAccount(app.url)).credentials
})
afterAll(async () => {
  ssh?.remove()
  await app?.close()
})

const call = async (name: string, input: Record<string, unknown>) => (await insist(app.url, `ec2:${name}`, input, keys)).text

/** An instance in the default security group, which lets SSH in, and the login to it. */
async function launched(): Promise<{ user: string; key: { path: string; line: string } }> {
  const material = element(await call('CreateKeyPair', { KeyName: 'web', KeyType: 'ed25519' }), 'keyMaterial') ?? ''
  const path = join(ssh.folder, 'web')
  writeFileSync(path, material)
  chmodSync(path, 0o400)
  const images = await call('DescribeImages', { Owners: ['amazon'] })
  const launch = { ImageId: element(images, 'imageId'), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, KeyName: 'web' }
  const instanceId = element(await call('RunInstances', launch), 'instanceId')
  return { user: `ec2-user+${instanceId}`, key: { path, line: '' } }
}

it('logs in at either process, with one host key, and finds the files of the other', async () => {
  const { user, key } = await launched()
  const run = (...command: string[]) => ssh.ssh(user, { key, command })
  // Until it has booted.
  await expect.poll(async () => (await run('echo', 'in')).out, { timeout: 60_000, interval: 1_000 }).toBe('in\n')
  for (let n = 0; n < 6; n++) {
    expect(await run('echo', String(n), '>>', 'numbers')).toMatchObject({ code: 0, err: '' })
    const all = Array.from({ length: n + 1 }, (_, at) => `${at}\n`).join('')
    expect(await run('cat', 'numbers')).toMatchObject({ out: all, code: 0 })
  }
})
