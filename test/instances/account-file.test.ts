import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EC2 } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { diskText } from '../../server/instance-shell/disk.js'
import { type KeyFile, OpenSsh } from '../ssh/open-ssh.js'
import { importFile } from '../support/account-file.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const passphrase = 'a passphrase of some length'
/** Real time, and as much more as a test lets pass. */
const clock = {
  ahead: 0,
  now: () => Date.now() + clock.ahead,
}

let app: TestServer
let elsewhere: TestServer
let ssh: OpenSsh
let key: KeyFile
let accountId: string
let id: string
let ec2: EC2

beforeAll(async () => {
  app = await startServer({ clock })
  elsewhere = await startServer({ clock })
  ssh = new OpenSsh(app.sshPort)
  const account = await newAccount(app.url)
  accountId = account.accountId
  ec2 = new EC2({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials })
  const { KeyMaterial = '' } = await ec2.createKeyPair({ KeyName: 'my-key', KeyType: 'ed25519' })
  key = { path: join(ssh.folder, 'my-key.pem'), line: '' }
  writeFileSync(key.path, KeyMaterial)
  chmodSync(key.path, 0o400)
  const { Images: [image] = [] } = await ec2.describeImages({ Filters: [{ Name: 'name', Values: ['al2023*x86_64'] }] })
  const launch = { ImageId: image?.ImageId, InstanceType: 't3.micro', KeyName: 'my-key', MinCount: 1, MaxCount: 1 } as const
  const { Instances: [instance] = [] } = await ec2.runInstances(launch)
  id = instance?.InstanceId ?? ''
  clock.ahead += 4000
})
afterAll(async () => {
  ssh?.remove()
  await elsewhere?.close()
  await app?.close()
})

const exported = async (): Promise<string> => {
  const headers = { authorization: `Bearer ${app.operatorToken}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ passphrase })
  return (await fetch(`${app.url}/api/lab/accounts/${accountId}/export`, { method: 'POST', headers, body })).text()
}
const imported = (to: TestServer, file: string) =>
  importFile(to.url, file, { passphrase, replace: true }, { authorization: `Bearer ${to.operatorToken}` })

it('takes the files of instances to another server, where the same key opens them', async () => {
  const other = ssh.key('other', 'ed25519')
  const lines = `echo kept > file; chmod 640 file; ln -s file link; mkdir empty; echo '${other.line}' >> .ssh/authorized_keys`
  expect(await ssh.ssh('ec2-user', { key, command: [lines] })).toMatchObject({ code: 0 })
  const file = await exported()
  expect(await (await imported(elsewhere, file)).json()).toMatchObject({ accountId })
  const there = new OpenSsh(elsewhere.sshPort)
  const look = ['cat link; ls -l file; ls -d empty']
  for (const user of [`ec2-user+${id}`, 'ec2-user']) {
    const { out, err } = await there.ssh(user, { key: other, command: look })
    expect(out, err).toMatch(/^kept\n-rw-r----- .* file\nempty\n$/)
  }
  there.remove()
})

it('begins anew where the account takes its own place as it was before', async () => {
  const file = await exported()
  await ssh.ssh('ec2-user', { key, command: ['echo later > later'] })
  expect((await imported(app, file)).status).toBe(200)
  expect((await ssh.ssh('ec2-user', { key, command: ['cat file; ls later'] })).out).toBe('kept\n')
})

it.each([
  ['a step back', [{ path: '/home/../etc/passwd', type: 'folder', mode: 0o755 }]],
  ['a file that the image brings', [{ path: '/usr/bin/x', type: 'folder', mode: 0o755 }]],
  ['one path twice', Array(2).fill({ path: '/tmp/a', type: 'folder', mode: 0o755 })],
  ['more than a disk holds', [{ path: '/tmp/a', type: 'file', mode: 0o644, mtime: 0, content: new Uint8Array(262_145) }]],
] as const)('refuses a file with %s', async (_what, entries) => {
  const disk = await app.store.disks.read(accountId, id)
  await app.store.disks.write(accountId, id, { revision: disk?.revision ?? '', body: diskText(entries as never) })
  const answer = await imported(elsewhere, await exported())
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'InvalidAccount' })
})
