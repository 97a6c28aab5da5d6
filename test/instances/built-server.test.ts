import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EC2, waitUntilInstanceRunning } from '@aws-sdk/client-ec2'
import { expect, it } from 'vitest'
import { OpenSsh } from '../ssh/open-ssh.js'
import { startBuilt } from '../support/built-server.js'
import { freePort } from '../support/free-port.js'
import { newAccount } from '../support/server.js'

it('opens the shell of an instance in the built server, with the default settings', async () => {
  const port = await freePort()
  const server = await startBuilt(['--ephemeral', '--ssh-port', String(port)], {})
  const ssh = new OpenSsh(port)
  const { credentials } = await newAccount(server.url)
  const ec2 = new EC2({ endpoint: server.url, region: 'us-east-1', credentials })
  const { KeyMaterial = '' } = await ec2.createKeyPair({ KeyName: 'my-key', KeyType: 'ed25519' })
  const key = { path: join(ssh.folder, 'my-key.pem'), line: '' }
  writeFileSync(key.path, KeyMaterial)
  chmodSync(key.path, 0o400)
  const { Images: [image] = [] } = await ec2.describeImages({ Filters: [{ Name: 'name', Values: ['al2023*x86_64'] }] })
  const launch = { ImageId: image?.ImageId, InstanceType: 't3.micro', KeyName: 'my-key', MinCount: 1, MaxCount: 1 } as const
  const { Instances: [instance] = [] } = await ec2.runInstances(launch)
  const InstanceIds = [instance?.InstanceId ?? '']
  await waitUntilInstanceRunning({ client: ec2, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { InstanceIds })
  const { out, err, code } = await ssh.ssh('ec2-user', { key, command: ['echo kept > file; cat file; aws --version'] })
  expect({ out, code }, err).toEqual({ out: expect.stringMatching(/^kept\naws-cli\//), code: 0 })
  ssh.remove()
  expect(await server.stop()).toMatchObject({ code: 0 })
})
