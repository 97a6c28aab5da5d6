import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AtTerminal, type KeyFile, OpenSsh, type Ran } from '../ssh/open-ssh.js'
import { CLIS, cleanEnv, keyEnv, type Outcome, run } from '../support/aws-cli.js'
import { allow, policy } from '../support/policies.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const [cli = ''] = CLIS
const EC2_TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })

/** Real time, and as much more as a test lets pass. */
const clock = {
  ahead: 0,
  now: () => Date.now() + clock.ahead,
}

let app: TestServer
let client: OpenSsh

interface Person {
  accountId: string
  aws(...args: string[]): Promise<Outcome>
  /** What the call answers; throws if it fails. */
  ask<T>(...args: string[]): Promise<T>
  key(name: string): Promise<KeyFile>
  launch(key: string, image?: string, ...more: string[]): Promise<string>
}

async function person(): Promise<Person> {
  const { accountId, credentials } = await newAccount(app.url)
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const key = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }
  const env = { ...cleanEnv(client.folder), ...keyEnv(key) }
  const aws = (...args: string[]) => run(cli, ['--endpoint-url', app.url, '--output', 'json', ...args], env)
  const ask = async <T>(...args: string[]) => {
    const { code, out, err } = await aws(...args)
    if (code !== 0) throw new Error(`aws ${args.join(' ')}: ${err}`)
    return JSON.parse(out === '' ? 'null' : out) as T
  }
  const imageLike = (name: string) =>
    ask<string>('ec2', 'describe-images', '--filters', `Name=name,Values=${name}`, '--query', 'Images[0].ImageId')
  return {
    ...{ accountId, aws, ask },
    async key(name) {
      const { KeyMaterial } = await ask<{ KeyMaterial: string }>('ec2', 'create-key-pair', '--key-name', name)
      const path = join(client.folder, `${accountId}-${name}.pem`)
      writeFileSync(path, KeyMaterial)
      chmodSync(path, 0o400)
      return { path, line: '' }
    },
    async launch(name, image = 'al2023*x86_64', ...more) {
      const what = ['--image-id', await imageLike(image), '--instance-type', 't3.micro', '--key-name', name, ...more]
      const id = await ask<string>('ec2', 'run-instances', ...what, '--query', 'Instances[0].InstanceId')
      clock.ahead += 4000
      await ask('ec2', 'wait', 'instance-running', '--instance-ids', id)
      return id
    },
  }
}

const into = (user: string, key: KeyFile, ...command: string[]): Promise<Ran> => client.ssh(user, { key, command })

describe.skipIf(cli === '')('a login with ssh to an instance that aws launched', () => {
  let ada: Person
  let key: KeyFile
  let id: string
  const inside = (...command: string[]) => into(`ec2-user+${id}`, key, ...command)

  beforeAll(async () => {
    app = await startServer({ clock })
    client = new OpenSsh(app.sshPort)
    ada = await person()
    key = await ada.key('my-key')
    await ada.ask('iam', 'create-role', '--role-name', 'Web', '--assume-role-policy-document', EC2_TRUST)
    await ada.ask('iam', 'create-instance-profile', '--instance-profile-name', 'Web')
    await ada.ask('iam', 'add-role-to-instance-profile', '--instance-profile-name', 'Web', '--role-name', 'Web')
    id = await ada.launch('my-key', undefined, '--iam-instance-profile', 'Name=Web')
  })
  afterAll(async () => {
    client?.remove()
    await app?.close()
  })

  it('reaches its shell by its id, and by the user alone while one running instance has the key', async () => {
    const address = await ada.ask<string>(
      'ec2',
      'describe-instances',
      '--query',
      'Reservations[0].Instances[0].PrivateIpAddress',
    )
    const host = `ip-${address.replaceAll('.', '-')}.ec2.internal`
    expect(await inside('id -un; hostname; cat /etc/os-release | head -n 1')).toMatchObject({
      out: `ec2-user\n${host}\nNAME="Amazon Linux"\n`,
      code: 0,
    })
    expect((await into('ec2-user', key, 'echo $USER')).out).toBe('ec2-user\n')
    expect(await inside('exit 7')).toMatchObject({ code: 7 })
  })
})
