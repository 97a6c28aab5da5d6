import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestSummary } from '../../server/lab/api/contract.js'
import { AtTerminal, type KeyFile, OpenSsh, type Ran } from '../ssh/open-ssh.js'
import { CLIS, cleanEnv, keyEnv, type Outcome, run } from '../support/aws-cli.js'
import { allow, deny, policy } from '../support/policies.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const [cli = ''] = CLIS
const EC2_TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })

const TOKEN = '$(curl -sX PUT 169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60")'
const UNKNOWN_HOST = ['-o', 'UserKnownHostsFile=/dev/null', '-o', 'StrictHostKeyChecking=yes', '-v']

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
  const put = (...statements: Parameters<typeof policy>) =>
    ada.ask(
      ...['iam', 'put-role-policy', '--role-name', 'Web', '--policy-name', 'p', '--policy-document', policy(...statements)],
    )
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

  it('shows the fingerprint of the host key in the console output, for the first question of ssh', async () => {
    const { Output } = await ada.ask<{ Output: string }>('ec2', 'get-console-output', '--instance-id', id)
    const [, fingerprint = ''] = /256 (SHA256:\S+) root@/.exec(Output) ?? []
    const asked = await client.ssh(`ec2-user+${id}`, { key, command: ['true'], options: [...UNKNOWN_HOST] })
    expect(fingerprint).toMatch(/^SHA256:\S{43}$/)
    expect(asked.err).toContain(fingerprint)
  })

  it('is the role inside, whose policies count from the next call on', async () => {
    const { out } = await inside('aws sts get-caller-identity')
    expect(JSON.parse(out)).toMatchObject({ Arn: `arn:aws:sts::${ada.accountId}:assumed-role/Web/${id}` })
    const list = 'aws iam list-users --query "length(Users)"'
    expect(await inside(list)).toMatchObject({ code: 254, err: expect.stringContaining('AccessDenied') })
    await put(allow('iam:ListUsers'))
    expect(await inside(list)).toMatchObject({ code: 0, out: '0\n' })
    const from = await ada.ask<string>('ec2', 'describe-instances', '--query', 'Reservations[0].Instances[0].PublicIpAddress')
    await put(allow('iam:ListUsers', '*', { Condition: { IpAddress: { 'aws:SourceIp': from } } }))
    expect(await inside(list)).toMatchObject({ code: 0 })
    await put(allow('iam:ListUsers', '*', { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.1' } } }))
    expect(await inside(list)).toMatchObject({ code: 254 })
  })

  it('shows reads of the metadata in the list of requests, and nothing of what was read', async () => {
    const headers = { Authorization: `Bearer ${app.operatorToken}` }
    const list = `${app.url}/api/lab/requests?account=${ada.accountId}`
    const requests = async () => ((await (await fetch(list, { headers })).json()) as { requests: RequestSummary[] }).requests
    const reads = async () => (await requests()).filter(({ operation }) => operation === 'imds:MetadataRead')
    // From now on they are kept.
    await requests()
    const address = '169.254.169.254/latest/meta-data/instance-id'
    await inside(`curl -s ${address}; curl -s -H "X-aws-ec2-metadata-token: ${TOKEN}" ${address}`)
    await expect.poll(async () => (await reads()).map(({ status }) => status)).toEqual([200, 200, 401])
    for (const read of await reads()) {
      expect(read).toMatchObject({ accountId: ada.accountId, sourceIp: expect.stringMatching(/^172\./) })
      expect(read).not.toHaveProperty('errorCode')
      const response = await fetch(`${app.url}/api/lab/requests/${read.requestId}`, { headers })
      expect(await response.json()).toEqual({ request: read })
      const explained = await fetch(`${app.url}/api/lab/explanations/${read.requestId}`, { headers })
      expect(JSON.stringify(await explained.json())).toContain('/latest/')
    }
  })

  it('stops at once when the sessions of the role are revoked', async () => {
    await put(allow('iam:ListUsers'))
    const list = 'aws iam list-users --query "length(Users)"'
    expect(await inside(list)).toMatchObject({ code: 0 })
    const before = new Date(clock.now()).toISOString()
    const revoked = deny('*', '*', { Condition: { DateLessThan: { 'aws:TokenIssueTime': before } } })
    await put(allow('iam:ListUsers'), revoked)
    expect(await inside(list)).toMatchObject({ code: 254, err: expect.stringContaining('with an explicit deny') })
    await put(allow('iam:ListUsers'))
  })

  it('keeps files from login to login and over a stop, after which the instance has another address', async () => {
    await inside('mkdir notes; echo kept > notes/file; chmod 600 notes/file')
    const address = () =>
      inside('curl -s -H "X-aws-ec2-metadata-token: $(T)" 169.254.169.254/latest/meta-data/public-ipv4'.replace('$(T)', TOKEN))
    const first = (await address()).out
    expect(first).toMatch(/^(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$/)
    const session = new AtTerminal([...client.options('-p', key), `ec2-user+${id}@127.0.0.1`])
    await session.read(']$ ')
    await ada.ask('ec2', 'stop-instances', '--instance-ids', id)
    session.type('ls\r')
    await session.read('The system will power off now!')
    expect(await session.ended).toBe(255)
    for (const ms of [0, 4000]) {
      clock.ahead += ms
      expect(await inside('true')).toMatchObject({ code: 255, err: expect.stringContaining('Permission denied (publickey)') })
    }
    expect(await into('ec2-user', key, 'true')).toMatchObject({ code: 255 })
    await ada.ask('ec2', 'start-instances', '--instance-ids', id)
    clock.ahead += 4000
    expect((await inside('cat notes/file; ls -l notes')).out).toMatch(/^kept\n.*-rw-------.* file\n$/s)
    expect((await address()).out).not.toBe(first)
  })

  it('opens with the key in authorized_keys, whatever becomes of the key pair', async () => {
    const another = await ada.key('another')
    const line = (await run('ssh-keygen', ['-y', '-f', another.path], {})).out.trim()
    expect(await into(`ec2-user+${id}`, another, 'true')).toMatchObject({ code: 255 })
    await ada.ask('ec2', 'delete-key-pair', '--key-name', 'my-key')
    await inside(`echo '${line}' >> ~/.ssh/authorized_keys`)
    expect(await into(`ec2-user+${id}`, another, 'true')).toMatchObject({ code: 0 })
    expect(await into('ec2-user', another, 'true')).toMatchObject({ code: 0 })
    expect(await inside('true')).toMatchObject({ code: 0 })
    await inside('chmod 666 ~/.ssh/authorized_keys')
    expect(await inside('true')).toMatchObject({ code: 255 })
    clock.ahead += 1000
    const image = await ada.launch('another', 'ubuntu*noble*amd64*')
    expect((await into(`ubuntu+${image}`, another, 'whoami; . /etc/os-release; echo $PRETTY_NAME')).out).toBe(
      'ubuntu\nUbuntu 24.04.1 LTS\n',
    )
    expect(await into(`ec2-user+${image}`, another, 'true')).toMatchObject({ code: 255 })
    id = image
    key = another
  })

  it('refuses a neighbor, and tells them nothing', async () => {
    const eve = await person()
    const stolen = await eve.key('my-key')
    const answers = [
      await into(`ubuntu+${id}`, stolen, 'true'),
      await into('ubuntu', stolen, 'true'),
      await into(`ubuntu+${id.slice(0, -4)}0000`, stolen, 'true'),
    ]
    for (const { code, err } of answers) {
      expect(code).toBe(255)
      expect(err).toContain('Permission denied (publickey)')
    }
    const output = await eve.aws('ec2', 'get-console-output', '--instance-id', id)
    expect(output).toMatchObject({ code: 254, err: expect.stringContaining('InvalidInstanceID.NotFound') })
  })

  it('times out where no security group lets the address in', async () => {
    const group = await ada.ask<string>(
      ...['ec2', 'describe-security-groups', '--group-names', 'default', '--query', 'SecurityGroups[0].GroupId'],
    )
    const rule = ['--group-id', group, '--protocol', 'tcp', '--port', '22', '--cidr']
    await ada.ask('ec2', 'revoke-security-group-ingress', ...rule, '0.0.0.0/0')
    const ssh = ['ssh', ...client.options('-p', key), `ubuntu+${id}@127.0.0.1`, 'true']
    // Not a word, neither that there is such an instance nor that there is none.
    expect(await run('timeout', ['5', ...ssh], {})).toMatchObject({ code: 124, out: '', err: '' })
    await ada.ask('ec2', 'authorize-security-group-ingress', ...rule, '127.0.0.1/32')
    expect(await client.ssh(`ubuntu+${id}`, { key, command: ['true'] })).toMatchObject({ code: 0 })
  })

  it('finds nothing once the instance is terminated', async () => {
    await ada.ask('ec2', 'terminate-instances', '--instance-ids', id)
    expect(await into(`ubuntu+${id}`, key, 'true')).toMatchObject({ code: 255 })
    expect(await app.store.disks.read(ada.accountId, id)).toBeUndefined()
  })
})
