import { generateSync } from 'otplib'
import { STEP_SECONDS } from '../credentials/totp.js'
import type { LessonProgress } from '../lab/progress/progress.js'
import type { Lesson } from '../lessons/format/lesson.js'
import { type Call, callRequest, credentialsIn, element, type SigningKeys } from '../wire/request.js'
import { Browser } from './browser.js'
import type { Stage } from './stage.js'

/** What the learner knows of somebody whose part they play. */
interface Persona {
  password: string
  browser: Browser
  session: string
  /** Newest last. */
  keys: SigningKeys[]
  /** Temporary credentials that were asked for last. */
  temporary?: SigningKeys
  phone?: { serial: string; seed: string; lastStep: number; clockOffset: number }
}

/** The fixtures' own; who has no password yet gets it. */
const PASSWORD = 'Maple+Street+42+door'
export const STEP_MS = STEP_SECONDS * 1000
const USER_AGENT = 'iam-dojo-rehearsal'

/** A learner who does what a lesson's solution says, by the wire, the sign-in and the lab as anybody would. */
export class Learner {
  readonly stage: Stage
  readonly lab: Browser
  readonly #personas = new Map<string, Persona>()
  /** Calls that were refused, with AWS's code: part of many plays, and the cause where one fails. */
  readonly refused: { call: string; code: string }[] = []
  /** Their halves of EC2's key pairs, by name: what was downloaded, or made on their own machine. */
  readonly keyPairs = new Map<string, { privateKey: string; publicKey?: string }>()
  #partner: Learner | undefined
  #last: { headers: Record<string, string>; body: string } | undefined
  accountId = ''
  email = ''

  private constructor(stage: Stage, lab: Browser) {
    this.stage = stage
    this.lab = lab
  }

  /** With an account of their own, as the course begins or as an exam finds it; in a new browser unless `lab` is given. */
  static async begin(stage: Stage, lesson?: Lesson, lab = new Browser(() => stage.url)): Promise<Learner> {
    const learner = new Learner(stage, lab)
    const path = lesson?.exam ? `/api/lab/lessons/${lesson.id}/account` : '/api/lab/course'
    const { body } = await learner.lab.send<{ accountId: string; email: string; password: string }>('POST', path, {})
    learner.accountId = body.accountId
    learner.email = body.email
    learner.persona('root').password = body.password
    return learner
  }

  /** The same learner as root, or as a user, of the second account of the lesson that they play. */
  async partner(): Promise<Learner> {
    if (this.#partner) return this.#partner
    type Listed = { accountId: string; email: string; password?: string; partnerOf?: { accountId: string } }
    const { body } = await this.lab.send<{ accounts: Listed[] }>('GET', '/api/lab/session')
    const found = body.accounts.find(({ partnerOf }) => partnerOf?.accountId === this.accountId)
    if (!found) throw new Error('the lesson has no second account')
    const partner = new Learner(this.stage, this.lab)
    partner.accountId = found.accountId
    partner.email = found.email
    partner.persona('root').password = found.password ?? ''
    this.#partner = partner
    return partner
  }

  start(lesson: string): Promise<{ status: number; body: LessonProgress }> {
    return this.lab.send('POST', `/api/lab/lessons/${lesson}/start`, { account: this.accountId, setUp: true })
  }

  /** An exam. */
  async handIn(lesson: string): Promise<LessonProgress> {
    await this.stage.settled()
    await this.lab.send('POST', `/api/lab/lessons/${lesson}/finish`, { account: this.accountId })
    return this.progress(lesson)
  }

  async progress(lesson: string): Promise<LessonProgress> {
    await this.stage.settled()
    const { body } = await this.lab.send<{ lessons: Record<string, LessonProgress> }>(
      'GET',
      `/api/lab/progress?account=${this.accountId}`,
    )
    const found = body.lessons[lesson]
    if (!found) throw new Error(`there is no progress in ${lesson}`)
    return found
  }

  persona(name: string): Persona {
    const known = this.#personas.get(name)
    if (known) return known
    const persona: Persona = { password: PASSWORD, browser: new Browser(() => this.stage.url), session: '', keys: [] }
    this.#personas.set(name, persona)
    return persona
  }

  /** A signed call over the wire. */
  async call(
    call: string,
    input: Record<string, unknown>,
    keys: SigningKeys,
    options: Partial<Pick<Call, 'scope' | 'now'>> & { userAgent?: string; body?: (body: string) => string } = {},
  ): Promise<{ ok: boolean; text: string }> {
    const { host } = new URL(this.stage.url)
    const { body = (same: string) => same, userAgent = USER_AGENT, now = this.stage.now(), scope = {} } = options
    const request = callRequest({ call, input, host, userAgent, keys, now, scope })
    const response = await this.#post({ headers: request.headers, body: body(request.body) })
    const text = await response.text()
    if (!response.ok) this.refused.push({ call, code: element(text, 'Code') ?? String(response.status) })
    if (response.ok && call === 'iam:CreateAccessKey') {
      const owner = element(text, 'UserName') ?? this.accountId
      // Root's own bear the account's id.
      this.persona(owner === this.accountId ? 'root' : owner).keys.push(credentialsIn(text))
    }
    if (response.ok && call === 'ec2:CreateKeyPair') {
      this.keyPairs.set(element(text, 'keyName') ?? '', { privateKey: element(text, 'keyMaterial') ?? '' })
    }
    return { ok: response.ok, text }
  }

  /** The newest instance that was launched with a key pair and has not been terminated. */
  async newestInstance(keyName: string): Promise<{ instanceId: string; state: string }> {
    const Filters = [
      { Name: 'key-name', Values: [keyName] },
      { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    ]
    const { text } = await this.call('ec2:DescribeInstances', { Filters }, await this.keysOf('root'))
    const newest = text.slice(text.lastIndexOf('<instanceId>'))
    const instanceId = element(newest, 'instanceId')
    if (instanceId === undefined) throw new Error(`there is no instance with the key pair ${keyName}`)
    return { instanceId, state: element(newest, 'name') ?? '' }
  }

  #post(request: { headers: Record<string, string>; body: string }): Promise<Response> {
    this.#last = request
    return fetch(this.stage.url, { method: 'POST', ...request })
  }

  /** What was sent last, once more: it is as good as it was, for 15 minutes. Returns the status. */
  async replay(): Promise<number> {
    if (!this.#last) throw new Error('nothing was sent yet')
    const response = await this.#post(this.#last)
    await response.text()
    return response.status
  }

  /** `root` or a user's name: as signed in to the console; `alice:key`, `alice:old-key`, `alice:session`: by those. */
  async keysOf(as: string): Promise<SigningKeys> {
    const [name = '', kind] = as.split(':')
    const keys = await this.#keysOfKind(name, kind)
    if (!keys) throw new Error(`${as} has no such credentials`)
    return keys
  }

  #keysOfKind(name: string, kind: string | undefined): Promise<SigningKeys> | SigningKeys | undefined {
    const persona = this.persona(name)
    if (kind === 'key') return persona.keys.at(-1)
    if (kind === 'old-key') return persona.keys[0]
    if (kind === 'session') return persona.temporary
    return this.#consoleKeys(name)
  }

  async #consoleKeys(name: string): Promise<SigningKeys> {
    const persona = this.persona(name)
    const ask = () =>
      persona.browser.send<SigningKeys>('POST', '/api/signin/credentials', { session: persona.session || 'none' })
    let { status, body } = await ask()
    if (status !== 200) {
      if (name !== 'root') await this.#givePassword(name)
      await this.signIn(name)
      ;({ status, body } = await ask())
    }
    return body
  }

  async #givePassword(name: string): Promise<void> {
    await this.call('iam:CreateLoginProfile', { UserName: name, Password: PASSWORD }, await this.keysOf('root'))
    // The fixture gave them one, or the lesson did: no refusal that anybody looks for.
    if (this.refused.at(-1)?.code === 'EntityAlreadyExists') this.refused.pop()
  }

  /** Signs in to the console; with the phone's code where one is asked for. */
  async signIn(name: string, { newPassword, code }: { newPassword?: string; code?: string } = {}): Promise<boolean> {
    type Step = { state: string; challenge: string; session: { id: string } }
    const persona = this.persona(name)
    persona.browser = new Browser(() => this.stage.url)
    const { browser, password } = persona
    const attempt =
      name === 'root'
        ? { kind: 'root', email: this.email, password }
        : { kind: 'iam', account: this.accountId, userName: name, password }
    let { body } = await browser.send<Step>('POST', '/api/signin', attempt)
    if (body.state === 'mfa') {
      const answer = { challenge: body.challenge, code: code ?? this.freshCode(name) }
      ;({ body } = await browser.send<Step>('POST', '/api/signin/mfa', answer))
    }
    if (body.state === 'change-password' && newPassword) {
      const change = { challenge: body.challenge, oldPassword: password, newPassword }
      ;({ body } = await browser.send<Step>('POST', '/api/signin/change-password', change))
      if (body.session) persona.password = newPassword
    }
    persona.session = body.session?.id ?? ''
    return persona.session !== ''
  }

  /** A code that was not used yet: time goes on where there is none. */
  freshCode(name: string): string {
    const { phone } = this.persona(name)
    if (!phone) throw new Error(`${name} has no phone`)
    const shown = () => Math.floor((this.stage.now() + phone.clockOffset) / STEP_MS)
    if (shown() <= phone.lastStep) this.stage.forward((phone.lastStep + 1 - shown()) * STEP_MS)
    phone.lastStep = shown()
    return this.codeAt(name, phone.lastStep)
  }

  codeAt(name: string, step: number): string {
    return generateSync({ secret: this.persona(name).phone?.seed ?? '', epoch: (step * STEP_MS) / 1000 })
  }

  /**
   * `{{account.id}}`, `{{partner.id}}`, and, for a user, `{{alice.key}}`, `{{alice.old-key}}` (ids), `{{alice.secret}}` (the
   * newest key's), `{{alice.mfa}}` (an ARN), `{{alice.password}}`; for a key pair, `{{web.instance}}` (the newest one's id), `{{web.public}}`.
   */
  async filled(text: string): Promise<string> {
    let filled = text.replaceAll('{{account.id}}', this.accountId)
    if (filled.includes('{{partner.id}}')) filled = filled.replaceAll('{{partner.id}}', (await this.partner()).accountId)
    for (const [whole, name = '', what] of [
      ...filled.matchAll(/\{\{([\w-]+)\.(key|old-key|secret|mfa|code|password|instance|public)\}\}/g),
    ]) {
      filled = filled.replaceAll(whole, await this.#value(name, what))
    }
    return filled
  }

  #value(name: string, what: string | undefined): Promise<string> | string {
    if (what === 'code') return this.freshCode(name)
    if (what === 'password') return this.persona(name).password
    if (what === 'secret') return this.keysOf(`${name}:key`).then(({ secretAccessKey }) => secretAccessKey)
    if (what === 'public') return this.keyPairs.get(name)?.publicKey ?? ''
    if (what === 'instance') return this.newestInstance(name).then(({ instanceId }) => instanceId)
    if (what === 'mfa') return this.persona(name).phone?.serial ?? ''
    return this.#keyId(name, what === 'key' ? -1 : 0)
  }

  async #keyId(name: string, index: number): Promise<string> {
    const { text } = await this.call('iam:ListAccessKeys', name === 'root' ? {} : { UserName: name }, await this.keysOf('root'))
    return [...text.matchAll(/<AccessKeyId>(\w+)</g)].map(([, id = '']) => id).at(index) ?? ''
  }
}
