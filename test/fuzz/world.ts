import { randomBytes } from 'node:crypto'
import { modelOf } from '../../server/aws/model/model.js'
import { FURNITURE, formOf, samplesOf } from '../support/samples.js'
import type { Target } from '../support/target.js'
import { type Body, damaged, type FuzzCase, filledText, filledTree, type Identity } from './case.js'
import { singular } from './route-cases.js'
import { type Answer, type Credentials, type Sent, send, signed } from './send.js'

/** What a secret that a case sends looks like: an answer or a log line that holds one gives it away. */
export const CANARY = /Cnry[0-9a-f]{12}/
const newCanary = (): string => `Cnry${randomBytes(6).toString('hex')}+Wz9`

/** Users that the fuzzer itself signs as: their names are never sent, so that no case takes their rights away. */
const OWN = /^fuzzer-/
const MAX_POOL = 40
/** Placeholders whose values are made for each account, or each time. */
const EACH_TIME = /canary|password|passphrase|^account$|^accountId$|^session$|^challenge$|^file$|^email$|Id$/i

const FORM = 'application/x-www-form-urlencoded; charset=utf-8'
const MINUTE_MS = 60_000

interface Account {
  accountId: string
  email: string
  root: Credentials
}

/**
 * An account, and what a case may know of it: keys to sign with, cookies, and a pool of names that its answers held. A
 * second account stands by: its call tells whether the server still answers right.
 */
export class World {
  readonly #target: Target
  readonly #pool = new Map<string, string[]>()
  readonly #signers = new Map<Identity, Credentials>()
  readonly #learner = new Map<string, string>()
  readonly #stranger = new Map<string, string>()
  readonly #password = newCanary()
  #bystander: Account | undefined
  #accountId = ''
  /** Of the second account of this learner, which cases of the lab may reset and delete. */
  #lab: Account | undefined

  private constructor(target: Target) {
    this.#target = target
  }

  static async open(target: Target): Promise<World> {
    const world = new World(target)
    await world.#open()
    return world
  }

  /** The secrets that no answer but the first may hold. */
  get secrets(): string[] {
    return [this.#password, ...[...this.#signers.values()].map(({ secretAccessKey }) => secretAccessKey)]
  }

  async #open(): Promise<void> {
    await this.#api('GET', '/api/lab/session', undefined, this.#learner)
    await this.#api('GET', '/api/lab/session', undefined, this.#stranger)
    this.#bystander = await this.#signUp(new Map())
    const account = await this.#signUp(this.#learner)
    this.#accountId = account.accountId
    this.#signers.set('root', account.root)
    this.#signers.set('unknown-key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not a key of anybody here' })
    this.#put('email', account.email)
    for (const [action, input] of FURNITURE) await this.#call('iam', action, input)
    await this.#call('iam', 'CreateLoginProfile', { UserName: 'alice', Password: this.#password })
    await this.#call('iam', 'CreateUser', { UserName: 'fuzzer-changes' })
    await this.#call('iam', 'CreateLoginProfile', {
      UserName: 'fuzzer-changes',
      Password: this.#password,
      PasswordResetRequired: true,
    })
    await this.#signer('admin', 'AttachUserPolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    await this.#signer('reader', 'PutUserPolicy', { PolicyName: 'reads', PolicyDocument: READS })
    const session = await this.#call('sts', 'GetSessionToken', {}, this.#signers.get('admin'))
    this.#signers.set('session', credentialsIn(session))
    for (const [name, value] of Object.entries(samplesOf(this.#accountId))) {
      if (typeof value === 'string') this.#put(name, value)
    }
    const iam = { kind: 'iam', account: this.#accountId, password: this.#password }
    this.#harvestJson('', await this.#api('POST', '/api/signin', { ...iam, userName: 'alice' }, this.#learner))
    this.#harvestJson('', await this.#api('POST', '/api/signin', { ...iam, userName: 'fuzzer-changes' }, this.#learner))
    await this.signIn()
    await this.renewLab()
    for (const path of ['/api/lab/lessons', `/api/lab/lessons/${this.#value('lesson', 0)}`]) {
      this.#harvestJson(path, await this.#api('GET', path, undefined, this.#learner))
    }
    for (const { id } of (await this.#api('GET', '/api/lab/lessons', undefined, this.#learner)) as unknown as {
      id: string
    }[]) {
      this.#harvestJson('lesson', await this.#api('GET', `/api/lab/lessons/${id}`, undefined, this.#learner))
    }
  }

  /** Root's console session, which a case may have ended. */
  async signIn(): Promise<void> {
    const root = { kind: 'root', email: this.#value('email', 0), password: this.#password }
    const { session } = (await this.#api('POST', '/api/signin', root, this.#learner)) as { session?: { id: string } }
    if (session) this.#pool.set('session', [session.id])
  }

  /** A fresh account for the cases that reset and delete; the one before is removed. */
  async renewLab(): Promise<void> {
    if (this.#lab) await this.#operator('DELETE', `/api/lab/accounts/${this.#lab.accountId}`)
    this.#lab = await this.#signUp(this.#learner)
    const { accountId } = this.#lab
    const exported = { passphrase: this.#value('passphrase', 0) }
    const file = await this.#text('POST', `/api/lab/accounts/${accountId}/export`, exported)
    this.#pool.set('file', [file])
    this.#pool.set('account', [accountId, accountId, accountId, this.#accountId])
  }

  /** Takes everything away that this world and its cases made, so that memory is the server's own again. */
  async close(): Promise<void> {
    const { accounts = [] } = (await this.#operator('GET', '/api/lab/accounts')) as { accounts?: { accountId: string }[] }
    for (const { accountId } of accounts) await this.#operator('DELETE', `/api/lab/accounts/${accountId}`)
  }

  /** Does the second account get its own answer? */
  async isHealthy(signal: AbortSignal): Promise<boolean> {
    if (!this.#bystander) return false
    const { status, text } = await this.#send('sts', 'GetCallerIdentity', {}, this.#bystander.root, signal)
    return status === 200 && text.includes(`<Account>${this.#bystander.accountId}</Account>`)
  }

  /** What the server keeps and shows of the requests so far: no secret may be in it. */
  async traces(): Promise<string> {
    const { requests = [] } = (await this.#operator('GET', `/api/lab/requests?account=${this.#accountId}`)) as {
      requests?: { requestId: string }[]
    }
    const paths = [
      '/api/lab/explanations/last',
      ...requests.slice(0, 30).map(({ requestId }) => `/api/lab/requests/${requestId}`),
    ]
    const shown = await Promise.all(paths.map((path) => this.#operator('GET', path)))
    return JSON.stringify([requests, shown])
  }

  /** The case as it goes out: placeholders filled, damaged, signed. */
  fill(fuzzed: FuzzCase): Sent {
    // Damage may put a secret under another name, where the server can't tell that it is one.
    const isPlain = (name: string) => fuzzed.damage !== undefined && /canary|password|passphrase/i.test(name)
    const known = (name: string, index: number) => (isPlain(name) ? 'lantern Orbit pickle 29' : this.#value(name, index))
    const query = (fuzzed.query ?? []).map(([name, text]) => `${encoded(name)}=${encoded(filledText(text, known))}`).join('&')
    const { host } = new URL(this.#target.url)
    const whole = bytesOf(fuzzed.body, known)
    const sent: Sent = {
      method: fuzzed.method,
      path: safePath(filledText(fuzzed.path, (name, index) => encoded(known(name, index)))),
      query,
      headers: { host, ...latin1(fuzzed.headers ?? {}), ...this.#proofOf(fuzzed.as) },
      body: fuzzed.damage ? damaged(whole, fuzzed.damage) : whole,
    }
    const by = this.#signers.get(fuzzed.as)
    return fuzzed.signing && by ? signed(sent, by, fuzzed.signing) : sent
  }

  /** The case with the names that it was sent with, where another account can have them as well. */
  named(fuzzed: FuzzCase): FuzzCase {
    const known = (name: string, index: number) => {
      if (EACH_TIME.test(name)) return `{{${name}#${index}}}`
      const value = this.#value(name, index)
      return value.replaceAll(this.#accountId, '{{accountId}}')
    }
    return filledTree(fuzzed, known) as FuzzCase
  }

  /** Keeps names and ids of an answer for later cases. */
  harvest({ front, path, as }: FuzzCase, { text, headers, status }: Answer): void {
    if (as === 'learner') takeCookies(this.#learner, headers)
    if (status !== 200 || text.length > 100_000) return
    if (front === 'wire') {
      for (const [, name = '', value = ''] of text.matchAll(/<(\w+)>([^<]{1,500})<\/\1>/g)) this.#put(name, value)
    } else if (headers['content-type']?.includes('json')) {
      try {
        this.#harvestJson(path, JSON.parse(text))
      } catch {
        // HEAD has no body.
      }
    }
  }

  #proofOf(identity: Identity): Record<string, string> {
    if (identity === 'operator') return { authorization: `Bearer ${this.#target.operatorToken}` }
    const jar = identity === 'learner' ? this.#learner : identity === 'stranger' ? this.#stranger : undefined
    return jar && jar.size > 0 ? { cookie: cookies(jar) } : {}
  }

  #harvestJson(path: string, value: unknown): void {
    const inside = singular(path.split('/').at(-1) ?? '')
    if (Array.isArray(value)) for (const item of value.slice(0, MAX_POOL)) this.#harvestJson(inside, item)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [name, item] of Object.entries(value)) {
      if (typeof item === 'string') {
        this.#put(name, item)
        if (name === 'id') this.#put(inside, item)
      } else this.#harvestJson(name, item)
    }
  }

  #put(name: string, value: string): void {
    const fixed = name === 'account' || name === 'session' || name === 'email'
    const secret = /secret|password|SessionToken|PrivateKey/i.test(name)
    const pool = this.#pool.get(name) ?? []
    if (
      secret ||
      value === '' ||
      OWN.test(value) ||
      this.#isOwnKey(value) ||
      pool.includes(value) ||
      (fixed && pool.length > 3)
    )
      return
    pool.push(value)
    if (pool.length > MAX_POOL) pool.shift()
    this.#pool.set(name, pool)
  }

  #isOwnKey(value: string): boolean {
    return [...this.#signers.values()].some(({ accessKeyId }) => accessKeyId === value) || value.includes('/fuzzer-')
  }

  #value(name: string, index: number): string {
    if (name === 'canary') return newCanary()
    if (name === 'passphrase') return `${this.#password}-passphrase`
    if (/password/i.test(name)) return this.#password
    if (name === 'accountId') return this.#accountId
    const pool = this.#pool.get(name) ?? []
    return pool[index % Math.max(1, pool.length)] ?? (name === 'account' ? this.#accountId : `unknown-${index}`)
  }

  async #signer(identity: Identity, grant: string, input: Record<string, unknown>): Promise<void> {
    const UserName = `fuzzer-${identity}`
    await this.#call('iam', 'CreateUser', { UserName })
    await this.#call('iam', grant, { UserName, ...input })
    this.#signers.set(identity, credentialsIn(await this.#call('iam', 'CreateAccessKey', { UserName })))
  }

  async #signUp(jar: Map<string, string>): Promise<Account> {
    const email = `${randomBytes(6).toString('hex')}@example.com`
    const body = { email, password: this.#password, accountName: 'Fuzz', rootAccessKey: true }
    const answer = (await this.#api('POST', '/api/signin/sign-up', body, jar)) as {
      accountId: string
      rootAccessKey?: Credentials
    }
    if (!answer.rootAccessKey) throw new Error(`nobody can sign up: ${JSON.stringify(answer)}`)
    return { accountId: answer.accountId, email, root: answer.rootAccessKey }
  }

  /** A signed call that has to succeed. */
  async #call(
    service: 'iam' | 'sts',
    action: string,
    input: Record<string, unknown>,
    by = this.#signers.get('root'),
  ): Promise<string> {
    if (!by) throw new Error('nobody signs yet')
    const { status, text } = await this.#send(service, action, input, by, AbortSignal.timeout(MINUTE_MS))
    if (status !== 200) throw new Error(`the world could not be set up: ${action}: ${text}`)
    return text
  }

  #send(
    service: 'iam' | 'sts',
    action: string,
    input: Record<string, unknown>,
    by: Credentials,
    signal: AbortSignal,
  ): Promise<Answer> {
    const body = Buffer.from(formOf(modelOf(service), action, input))
    const headers = { host: new URL(this.#target.url).host, 'content-type': FORM }
    const sent = signed({ method: 'POST', path: '/', query: '', headers, body }, by, {
      how: 'header',
      service,
      region: 'us-east-1',
    })
    return send(this.#target.url, sent, signal)
  }

  #operator(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return this.#api(method, path, body, undefined, this.#asOperator)
  }

  async #text(method: string, path: string, body: unknown): Promise<string> {
    const { text } = await this.#sent(method, path, body, undefined, this.#asOperator)
    return text
  }

  get #asOperator(): Record<string, string> {
    return { authorization: `Bearer ${this.#target.operatorToken}` }
  }

  async #api(
    method: string,
    path: string,
    body?: unknown,
    jar?: Map<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const { text } = await this.#sent(method, path, body, jar, headers)
    return JSON.parse(text || '{}') as Record<string, unknown>
  }

  async #sent(
    method: string,
    path: string,
    body: unknown,
    jar: Map<string, string> | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const { host } = new URL(this.#target.url)
    const sent = {
      method,
      path,
      query: '',
      headers: {
        host,
        ...headers,
        'content-type': 'application/json',
        ...(jar && jar.size > 0 ? { cookie: cookies(jar) } : {}),
      },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    }
    const answer = await send(this.#target.url, sent, AbortSignal.timeout(MINUTE_MS))
    if (jar) takeCookies(jar, answer.headers)
    return answer
  }
}

const READS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }],
})

const cookies = (jar: Map<string, string>): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

function takeCookies(jar: Map<string, string>, headers: Answer['headers']): void {
  for (const line of headers['set-cookie'] ?? []) {
    const [pair = ''] = line.split(';')
    const equals = pair.indexOf('=')
    jar.set(pair.slice(0, equals), pair.slice(equals + 1))
  }
}

const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString())

/** What Node's client refuses to put on the first line. */
const safePath = (path: string): string => path.replace(/[^\u0021-\u007e]/g, (character) => encoded(character))

const latin1 = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?')]),
  )

function credentialsIn(xml: string): Credentials {
  const part = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? ''
  const sessionToken = part('SessionToken')
  return {
    accessKeyId: part('AccessKeyId'),
    secretAccessKey: part('SecretAccessKey'),
    ...(sessionToken === '' ? {} : { sessionToken }),
  }
}

function bytesOf(body: Body | undefined, known: (name: string, index: number) => string): Buffer {
  if (!body) return Buffer.alloc(0)
  if ('base64' in body) return Buffer.from(body.base64, 'base64')
  if ('text' in body) return Buffer.from(filledText(body.text, known))
  if ('json' in body) return Buffer.from(JSON.stringify(filledTree(body.json, known)) ?? '')
  return Buffer.from(body.form.map(([name, text]) => `${encoded(name)}=${encoded(filledText(text, known))}`).join('&'))
}
