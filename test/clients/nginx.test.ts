import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { EC2, waitUntilInstanceRunning } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IMPORT_TYPE } from '../../server/lab/api/import-type.js'
import { OpenSsh } from '../ssh/open-ssh.js'
import { CLIS, cleanEnv, keyEnv, run } from '../support/aws-cli.js'
import { type BuiltServer, startBuilt } from '../support/built-server.js'
import { freePort } from '../support/free-port.js'
import { type Asked, ask, askJson, atLoopback } from '../support/http.js'
import { hasNginx, type Nginx, prepareNginx } from '../support/nginx.js'
import { allow, policy } from '../support/policies.js'
import { ROOT_PASSWORD } from '../support/server.js'

const HOST = 'dojo.example'
/** Addresses of this machine that nobody trusts: each is another client. nginx itself calls from 127.0.0.1. */
const [BROWSER, SDK, CLI, SSH] = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']
const [cli = ''] = CLIS
const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))

let nginx: Nginx
let app: BuiltServer
let url: string
let home: string

describe.skipIf(!hasNginx)('behind Debian’s nginx', () => {
  beforeAll(async () => {
    nginx = await prepareNginx(HOST)
    url = `https://${HOST}:${nginx.ports.https}`
    home = join(nginx.folder, 'home')
    const sshPort = await freePort()
    const proxied = ['--public-url', url, '--trust-proxy', '127.0.0.1', '--ssh-proxy-protocol']
    const ports = ['--ssh-port', String(sshPort), '--public-ssh-port', String(nginx.ports.ssh)]
    app = await startBuilt(['--ephemeral', ...proxied, ...ports], { IAM_DOJO_HOME: home })
    expect(app.url, app.errors()).not.toBe('')
    await nginx.start({ http: Number(new URL(app.url).port), ssh: sshPort })
  })
  afterAll(async () => {
    await app?.stop()
    await nginx?.stop()
  })

  const get = (path: string, asked: Asked = {}) => ask(url, path, { from: BROWSER, ca: nginx.ca, ...asked })

  interface Page {
    jar: Map<string, string>
    accountId: string
    signInUrl: string
    cookies: string[]
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  }

  const post = <T>(path: string, body: unknown, jar: Map<string, string>, headers = {}) =>
    askJson<T>(url, path, body, jar, { from: BROWSER, ca: nginx.ca, headers: { Origin: url, ...headers } })

  let emails = 0
  /** Signs up and in, as a browser does. */
  async function page(): Promise<Page> {
    const jar = new Map<string, string>()
    const email = `nginx${++emails}@example.com`
    const wanted = { email, password: ROOT_PASSWORD, accountName: 'Example' }
    const made = await post<{ accountId: string; signInUrl: string }>('/api/signin/sign-up', wanted, jar)
    const step = { kind: 'root', email, password: ROOT_PASSWORD }
    const signedIn = await post<{ session: { id: string } }>('/api/signin', step, jar)
    const session = signedIn.body.session.id
    const { body } = await post<Page['credentials']>('/api/signin/credentials', { session }, jar)
    const { accessKeyId, secretAccessKey, sessionToken } = body
    const cookies = [...made.cookies, ...signedIn.cookies]
    return { jar, cookies, ...made.body, credentials: { accessKeyId, secretAccessKey, sessionToken } }
  }

  /** An SDK's client on a machine of its own. */
  const sdk = (credentials: Page['credentials']) => ({
    endpoint: url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    requestHandler: { httpsAgent: new Agent({ ca: nginx.ca, localAddress: SDK, lookup: atLoopback, keepAlive: true }) },
  })

  async function sources(credentials: Page['credentials']): Promise<[string, string][]> {
    const { Events = [] } = await new CloudTrailClient(sdk(credentials)).send(new LookupEventsCommand({}))
    return Events.map(({ EventName = '', CloudTrailEvent = '{}' }) => {
      return [EventName, (JSON.parse(CloudTrailEvent) as { sourceIPAddress: string }).sourceIPAddress]
    })
  }

  it('signs people in, with cookies for the public URL, and knows where they are', async () => {
    const { cookies, signInUrl, accountId, credentials } = await page()
    expect(signInUrl).toBe(`${url}/signin?account=${accountId}`)
    expect(cookies).toHaveLength(3)
    for (const line of cookies) expect(line).toMatch(/^iam-dojo-\w+-dojo\.example-\d+=.*; Secure; SameSite=Strict$/)
    await expect.poll(() => sources(credentials)).toContainEqual(['ConsoleLogin', BROWSER])
  })

  it('takes signed calls of the SDK from the client’s own address', async () => {
    const { credentials } = await page()
    const iam = new IAM(sdk(credentials))
    for (const UserName of ['ann', 'bob', 'with+plus@=,.']) await iam.createUser({ UserName, Path: '/a/b/' })
    await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: onlyFrom(SDK) })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' })
    const key = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    expect((await new IAM({ ...sdk(credentials), credentials: key }).listUsers({})).Users).toHaveLength(3)
    await expect.poll(() => sources(credentials)).toContainEqual(['CreateUser', SDK])
  })

  it.skipIf(cli === '')('takes signed calls of the aws CLI, with a bundle of certificates', async () => {
    const { credentials } = await page()
    const { accessKeyId, secretAccessKey, sessionToken } = credentials
    const key = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }
    const env = { ...cleanEnv(nginx.folder), ...keyEnv(key), AWS_CA_BUNDLE: nginx.caFile, PYTHONPATH: machineOf(CLI) }
    const aws = (...args: string[]) => run(cli, ['--endpoint-url', url, '--output', 'json', ...args], env)
    expect(await aws('iam', 'create-user', '--user-name', 'cleo')).toMatchObject({ code: 0 })
    await expect.poll(() => sources(credentials)).toContainEqual(['CreateUser', CLI])
    const trusting = await run(cli, ['--endpoint-url', url, 'sts', 'get-caller-identity'], { ...env, AWS_CA_BUNDLE: '' })
    expect(trusting.err).toMatch(/SSL|CERTIFICATE/i)
  })

  it('believes no header of a client', async () => {
    const jar = new Map<string, string>()
    const forged = {
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Proto': 'http',
      'X-Real-IP': '127.0.0.1',
      Forwarded: 'for=::1',
    }
    const email = 'forged@example.com'
    const wanted = { email, password: ROOT_PASSWORD, accountName: 'Example' }
    expect((await post('/api/signin/sign-up', wanted, jar, forged)).status).toBe(201)
    const step = { kind: 'root', email, password: ROOT_PASSWORD }
    const signedIn = await post<{ session: { id: string } }>('/api/signin', step, jar, forged)
    for (const line of signedIn.cookies) expect(line).toContain('; Secure')
    const { body } = await post<Page['credentials']>('/api/signin/credentials', { session: signedIn.body.session.id }, jar)
    const { accessKeyId, secretAccessKey, sessionToken } = body
    const all = () => sources({ accessKeyId, secretAccessKey, sessionToken })
    await expect.poll(all).toContainEqual(['ConsoleLogin', BROWSER])
  })

  it('answers under its public name only', async () => {
    expect((await get('/signin')).status).toBe(200)
    for (const host of ['evil.example', 'localhost', '127.0.0.1', `x.localhost:${nginx.ports.https}`, '[::1]'])
      expect((await get('/signin', { host })).status, host).toBe(421)
    const { status } = await post('/api/signin/sign-up', {}, new Map(), { Origin: 'https://evil.example' })
    expect(status).toBe(403)
  })

  it('sends an event stream on as it comes', async () => {
    const { jar, accountId, credentials } = await page()
    const stream = await streamOf(`/api/lab/events?account=${accountId}`, jar)
    await expect.poll(stream.text).toContain('retry: 1000')
    await new IAM(sdk(credentials)).createUser({ UserName: 'dora' })
    await expect.poll(stream.text).toMatch(/event: request\ndata: .*CreateUser/)
    stream.end()
  })

  it('passes on large bodies, and bodies that wait for a word', async () => {
    const { jar } = await page()
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const file = Buffer.concat([Buffer.from('{"passphrase":"x"}\n'), Buffer.alloc(100_000_000, 7)])
    const headers = { Origin: url, Cookie, 'Content-Type': IMPORT_TYPE, Expect: '100-continue' }
    const imported = await get('/api/lab/accounts/import', { method: 'POST', headers, body: file })
    // The server's own word, which it says long before the end of what isn't an account file.
    expect([imported.status, JSON.parse(imported.text)]).toMatchObject([413, { code: 'TooLarge' }])
    const tooLarge = await get('/', { method: 'POST', body: Buffer.alloc(1_500_000, 7) })
    expect(tooLarge.status).toBe(413)
    expect(tooLarge.headers['x-amzn-requestid']).toBeDefined()
  })

  it('logs in by SSH, where a security group admits the client’s own address', async () => {
    const { credentials } = await page()
    const [ec2, iam] = [new EC2(sdk(credentials)), new IAM(sdk(credentials))]
    const ssh = new OpenSsh(nginx.ports.ssh)
    const { KeyMaterial = '' } = await ec2.createKeyPair({ KeyName: 'k', KeyType: 'ed25519' })
    const key = { path: join(ssh.folder, 'k.pem'), line: '' }
    writeFileSync(key.path, KeyMaterial)
    chmodSync(key.path, 0o400)
    const { GroupId = '' } = await ec2.createSecurityGroup({ GroupName: 'own', Description: 'own address' })
    const rule = { GroupId, IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: `${SSH}/32` }
    await ec2.authorizeSecurityGroupIngress(rule)
    await iam.createRole({ RoleName: 'Web', AssumeRolePolicyDocument: EC2_TRUST })
    await iam.putRolePolicy({ RoleName: 'Web', PolicyName: 'p', PolicyDocument: onlyByTls })
    await iam.createInstanceProfile({ InstanceProfileName: 'Web' })
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Web', RoleName: 'Web' })
    const { Images: [image] = [] } = await ec2.describeImages({ Filters: [{ Name: 'name', Values: ['al2023*x86_64'] }] })
    const launch = { ImageId: image?.ImageId, InstanceType: 't3.micro' as const, KeyName: 'k', SecurityGroupIds: [GroupId] }
    const IamInstanceProfile = { Name: 'Web' }
    const { Instances: [instance] = [] } = await ec2.runInstances({ ...launch, IamInstanceProfile, MinCount: 1, MaxCount: 1 })
    const InstanceIds = [instance?.InstanceId ?? '']
    await waitUntilInstanceRunning({ client: ec2, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { InstanceIds })
    // An instance calls the public URL, as everybody does.
    const command = ['id -un; aws iam list-users --query "length(Users)"']
    // The group lets in neither nginx's own address nor any other.
    const { code, out, err } = await ssh.ssh('ec2-user', { key, options: ['-b', SSH], command })
    expect({ code, out }, err).toEqual({ code: 0, out: 'ec2-user\n0\n' })
    ssh.remove()
    // What *My IP* offers is the browser's own address, never nginx's.
    expect(JSON.parse((await get('/api/lab/ssh')).text)).toEqual({ port: nginx.ports.ssh, address: BROWSER })
  })

  it('has addresses of the public URL for the person at the machine', async () => {
    const command = (...args: string[]) =>
      execFileSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { ...process.env, IAM_DOJO_HOME: home } })
    expect(command('open', '--url', app.url)).toMatch(new RegExp(`^${url}/enter#\\S+\\n$`))
    expect(command('account', 'create', '--url', app.url)).toContain(`Sign in   ${url}/signin?account=`)
    expect(command('env', '--url', url)).toContain(`AWS_ENDPOINT_URL='${url}'`)
  })

  /** What came of a stream until now. */
  async function streamOf(path: string, jar: Map<string, string>) {
    let text = ''
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const at = { host: '127.0.0.1', port: nginx.ports.https, path, ca: nginx.ca, servername: HOST, localAddress: BROWSER }
    const call = request({ ...at, headers: { Host: new URL(url).host, Cookie } }, (response) => {
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
    })
    call.on('error', () => {})
    call.end()
    return { text: () => text, end: () => call.destroy() }
  }

  /** For a Python program: it knows the host's name, and its own address. */
  function machineOf(address: string): string {
    const folder = join(nginx.folder, 'python')
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      join(folder, 'sitecustomize.py'),
      [
        'import socket',
        'look_up, connect = socket.getaddrinfo, socket.socket.connect',
        `socket.getaddrinfo = lambda host, *more, **named: look_up("127.0.0.1" if host == "${HOST}" else host, *more, **named)`,
        'def connect_from(self, where):',
        `    if self.family == socket.AF_INET: self.bind(("${address}", 0))`,
        '    return connect(self, where)',
        'socket.socket.connect = connect_from',
      ].join('\n'),
    )
    return folder
  }
})

const EC2_TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })
const BY_TLS = { Bool: { 'aws:SecureTransport': 'true' } }
const onlyByTls = policy(allow('iam:ListUsers', '*', { Condition: BY_TLS }))
const onlyFrom = (address: string): string =>
  policy(allow('iam:ListUsers', '*', { Condition: { ...BY_TLS, IpAddress: { 'aws:SourceIp': `${address}/32` } } }))
