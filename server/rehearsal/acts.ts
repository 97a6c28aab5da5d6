import { createHmac } from 'node:crypto'
import ssh2 from 'ssh2'
import { textsOf, type Worksheet } from '../lab/worksheet/worksheet.js'
import type { WorksheetPart } from '../lessons/format/findings.js'
import { signature, signingKey, stringToSign } from '../sigv4/canonical.js'
import { credentialsIn, element } from '../wire/request.js'
import { Learner, STEP_MS } from './learner.js'
import { logIn } from './ssh.js'

type Input = Record<string, never>
type Act = (learner: Learner, as: string, input: Input, lesson: string) => Promise<void>

/** What a learner would write, with the mistake that is wanted. */
function written(sheet: Worksheet, part: WorksheetPart, secret: string, mistake: string | undefined): string {
  const texts = textsOf(sheet)
  const canonical = texts['canonical-request'].text
  if (part === 'canonical-request') {
    if (mistake === 'no-host') return canonical.replace(/^host:.*\n/m, '').replace('host;', '')
    return mistake === 'no-port' ? canonical.replace(/^(host:[^:\n]*):\d+$/m, '$1') : canonical
  }
  const toSign = texts['string-to-sign'].text
  if (part === 'string-to-sign') {
    return mistake === 'line-feed' ? stringToSign(sheet.time, sheet.scope, `${canonical}\n`) : toSign
  }
  const { date, region, service } = sheet.scope
  const bare = [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, text) => createHmac('sha256', key).update(text).digest(),
    Buffer.from(secret),
  )
  return signature(mistake === 'bare-secret' ? bare : signingKey(secret, sheet.scope), toSign).toString('hex')
}

/** The phone of a learner who set its clock: minutes ahead. */
const DRIFT_STEPS = 10

/** What a learner does that is no call of AWS's. Unknown names are errors of the lesson, found before it is played. */
export const ACTS: Readonly<Record<string, Act>> = {
  async 'dojo:changeRootPassword'(learner, _as, { newPassword = '' }) {
    await learner.keysOf('root')
    const { browser, session, password } = learner.persona('root')
    const body = { session, currentPassword: password, newPassword }
    const { status } = await browser.send('POST', '/api/signin/root/password', body)
    if (status === 200) learner.persona('root').password = newPassword
  },

  async 'dojo:deleteAccessKeys'(learner, as) {
    const keys = await learner.keysOf(as)
    const { text } = await learner.call('iam:ListAccessKeys', {}, keys)
    for (const [, AccessKeyId] of text.matchAll(/<AccessKeyId>(\w+)</g)) {
      await learner.call('iam:DeleteAccessKey', { AccessKeyId }, keys)
    }
  },

  /** With all that hangs on the user, as the console deletes one. */
  async 'dojo:deleteUser'(learner, as, { user: UserName = '' }) {
    const keys = await learner.keysOf(as)
    const ask = async (call: string, more = {}) => (await learner.call(call, { UserName, ...more }, keys)).text
    const all = (xml: string, name: string) => [...xml.matchAll(new RegExp(`<${name}>([^<]*)<`, 'g'))].map(([, value]) => value)
    for (const AccessKeyId of all(await ask('iam:ListAccessKeys'), 'AccessKeyId'))
      await ask('iam:DeleteAccessKey', { AccessKeyId })
    for (const PolicyArn of all(await ask('iam:ListAttachedUserPolicies'), 'PolicyArn')) {
      await ask('iam:DetachUserPolicy', { PolicyArn })
    }
    for (const PolicyName of all(await ask('iam:ListUserPolicies'), 'member')) await ask('iam:DeleteUserPolicy', { PolicyName })
    for (const GroupName of all(await ask('iam:ListGroupsForUser'), 'GroupName'))
      await ask('iam:RemoveUserFromGroup', { GroupName })
    await ask('iam:DeleteLoginProfile')
    await ask('iam:DeleteUser')
  },

  /** `codes`: `right` (default), `same`: one code twice, `gap`: not one after the other, `off`: an hour late. */
  async 'dojo:enrolVirtualPhone'(learner, as, { user = '', name, codes = 'right' }) {
    const keys = await learner.keysOf(as)
    const made = await learner.call('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: name ?? `${user}-phone` }, keys)
    if (!made.ok) return
    const serial = element(made.text, 'SerialNumber') ?? ''
    const seed = Buffer.from(element(made.text, 'Base32StringSeed') ?? '', 'base64').toString()
    const step = Math.floor(learner.stage.now() / STEP_MS)
    learner.persona(user).phone = { serial, seed, lastStep: step, clockOffset: 0 }
    const [first, second] = { right: [-1, 0], same: [0, 0], gap: [-3, 0], off: [-121, -120] }[codes as string] ?? [-1, 0]
    await learner.call(
      'iam:EnableMFADevice',
      {
        // Root's device is its account's.
        UserName: user === 'root' ? learner.accountId : user,
        SerialNumber: serial,
        AuthenticationCode1: learner.codeAt(user, step + (first ?? 0)),
        AuthenticationCode2: learner.codeAt(user, step + (second ?? 0)),
      },
      keys,
    )
  },

  /** `code`: a fresh one where one is asked for; `last`: the one that was used; `drifted`: of a clock that is off. */
  async 'dojo:consoleSignIn'(learner, as, { newPassword, code, password }) {
    const persona = learner.persona(as)
    const last = persona.phone ? learner.codeAt(as, persona.phone.lastStep) : ''
    const drifted = () => learner.codeAt(as, Math.floor(learner.stage.now() / STEP_MS) + DRIFT_STEPS)
    const right = persona.password
    if (password) persona.password = password
    await learner.signIn(as, {
      ...(newPassword ? { newPassword } : {}),
      ...(code ? { code: code === 'last' ? last : code === 'drifted' ? drifted() : code } : {}),
    })
    if (password && persona.session === '') persona.password = right
  },

  /** With two codes of a phone whose clock is off, as its owner reads them. */
  async 'dojo:resyncPhone'(learner, as, { user = '' }) {
    const { phone } = learner.persona(user)
    if (!phone) throw new Error(`${user} has no phone`)
    const now = Math.floor(learner.stage.now() / STEP_MS) + DRIFT_STEPS
    const codes = { AuthenticationCode1: learner.codeAt(user, now), AuthenticationCode2: learner.codeAt(user, now + 1) }
    await learner.call(
      'iam:ResyncMFADevice',
      { UserName: user, SerialNumber: phone.serial, ...codes },
      await learner.keysOf(as),
    )
    phone.clockOffset = DRIFT_STEPS * STEP_MS
    phone.lastStep = now + 1
  },

  async 'dojo:answer'(learner, _as, { quiz, answer }, lesson) {
    const body = { account: learner.accountId, quiz, answer: answer ?? learner.stage.answerOf(lesson, quiz ?? '') }
    await learner.lab.send('POST', `/api/lab/lessons/${lesson}/quiz`, body)
  },

  async 'dojo:forwardClock'(learner, _as, { by }) {
    await learner.lab.send('POST', `/api/lab/accounts/${learner.accountId}/clock`, { forward: by })
  },

  /** Real time, in which codes and signatures age: nothing of the account's does. */
  async 'dojo:wait'(learner, _as, { seconds = 0 }) {
    learner.stage.forward(Number(seconds) * 1000)
  },

  /**
   * `account`: whose role it is, by default the own account's. `code`: with a fresh code of the persona's phone. Then one
   * call with the session.
   */
  async 'dojo:assumeRole'(learner, as, { account = learner.accountId, role = '', externalId, policy, call, input, code }) {
    const [name = ''] = as.split(':')
    const made = await learner.call(
      'sts:AssumeRole',
      {
        RoleArn: `arn:aws:iam::${account}:role/${role}`,
        RoleSessionName: name,
        ...(externalId ? { ExternalId: externalId } : {}),
        ...(policy ? { Policy: policy } : {}),
        ...(code ? { SerialNumber: learner.persona(name).phone?.serial, TokenCode: learner.freshCode(name) } : {}),
      },
      await learner.keysOf(as),
    )
    if (!made.ok) return
    learner.persona(name).temporary = credentialsIn(made.text)
    await learner.call(call ?? 'sts:GetCallerIdentity', input ?? {}, await learner.keysOf(`${name}:session`))
  },

  async 'dojo:getSessionToken'(learner, as, { code }) {
    const [name = ''] = as.split(':')
    const { phone } = learner.persona(name)
    const TokenCode = code === 'last' ? learner.codeAt(name, phone?.lastStep ?? 0) : code ? learner.freshCode(name) : undefined
    const factor = { SerialNumber: phone?.serial, TokenCode }
    const made = await learner.call('sts:GetSessionToken', code ? factor : {}, await learner.keysOf(as))
    if (made.ok) learner.persona(name).temporary = credentialsIn(made.text)
  },

  async 'dojo:callWithSession'(learner, as, { withoutToken, call }) {
    const session = await learner.keysOf(`${as}:session`)
    const { sessionToken: _token, ...twoParts } = session
    await learner.call(call ?? 'iam:ListUsers', {}, withoutToken ? twoParts : session)
  },

  /** Somebody with another account was faster. */
  async 'dojo:takeAlias'(learner, _as, { alias }) {
    const other = await Learner.begin(learner.stage)
    await other.call('iam:CreateAccountAlias', { AccountAlias: alias }, await other.keysOf('root'))
  },

  async 'dojo:switchRole'(learner, as, { role }) {
    await learner.keysOf(as)
    const { browser, session } = learner.persona(as)
    await browser.send('POST', '/api/signin/switch-role', { session, account: learner.accountId, role })
  },

  /** A signed call with one mistake: `secret` (another's), `space` (at its end), `body` (changed on the way), `clock` (20 minutes), `scope`. */
  async 'dojo:callWronglySigned'(learner, as, { mistake, call, secret }) {
    const keys = await learner.keysOf(as)
    const { secretAccessKey: own } = keys
    const wrong =
      mistake === 'secret'
        ? { ...keys, secretAccessKey: secret ?? 'x'.repeat(40) }
        : { ...keys, secretAccessKey: mistake === 'space' ? `${own} ` : own }
    await learner.call(call ?? 'sts:GetCallerIdentity', {}, wrong, {
      ...(mistake === 'clock' ? { now: learner.stage.now() - 20 * 60_000 } : {}),
      ...(mistake === 'scope' ? { scope: { service: 's3' } } : {}),
      ...(mistake === 'body' ? { body: (body: string) => `${body}&More=1` } : {}),
    })
  },

  async 'dojo:handIn'(learner, _as, { snippet, text }, lesson) {
    await learner.lab.send('POST', `/api/lab/lessons/${lesson}/snippet`, { account: learner.accountId, snippet, text })
  },

  /**
   * A part of a signature by hand, made from what the server shows of the request. `mistake`: `no-host` and `no-port`
   * (canonical request), `line-feed` (at the end of what is hashed), `bare-secret` (no AWS4 before it).
   */
  async 'dojo:fillWorksheet'(learner, _as, { snippet = '', user = '', mistake }, lesson) {
    const at = `/api/lab/lessons/${lesson}/worksheet`
    const query = new URLSearchParams({ account: learner.accountId, snippet })
    const { body: sheet } = await learner.lab.send<Worksheet>('GET', `${at}?${query}`)
    const part = learner.stage.partOf(lesson, snippet)
    const { secretAccessKey } = await learner.keysOf(`${user}:key`)
    const text = written(sheet, part, secretAccessKey, mistake)
    await learner.lab.send('POST', at, { account: learner.accountId, snippet, time: sheet.time, text })
  },

  /** The request that was sent last once more, byte by byte. */
  async 'dojo:replay'(learner) {
    await learner.replay()
  },

  /** Something on the lesson's page. */
  async 'dojo:act'(learner, _as, { act }, lesson) {
    await learner.lab.send('POST', `/api/lab/lessons/${lesson}/act`, { account: learner.accountId, act })
  },

  /** Gives an actor the newest key that the learner made for `user`. */
  async 'dojo:giveKey'(learner, _as, { actor, user = '' }, lesson) {
    const { accessKeyId, secretAccessKey } = await learner.keysOf(`${user}:key`)
    const body = { account: learner.accountId, accessKeyId, secretAccessKey }
    await learner.lab.send('POST', `/api/lab/lessons/${lesson}/actors/${actor}/key`, body)
  },

  async 'dojo:callByCli'(learner, as, { call, input }) {
    const userAgent = 'aws-cli/2.9.19 Python/3.11.2 Linux source/x86_64'
    await learner.call(call ?? 'sts:GetCallerIdentity', input ?? {}, await learner.keysOf(as), { userAgent })
  },

  /** A program's call, as an SDK names itself. */
  async 'dojo:callBySdk'(learner, as, { call }) {
    const userAgent = 'aws-sdk-js/3.0.0 ua/2.1 os/linux lang/js'
    await learner.call(call ?? 'sts:GetCallerIdentity', {}, await learner.keysOf(as), { userAgent })
  },

  /**
   * `instance`: the key pair of its launch; `key`: whose private half is used, by default the same; `user`, `password`,
   * `command`; `keeps`: who keeps the temporary credentials that the command prints.
   */
  async 'dojo:ssh'(learner, _as, { instance = '', ...login }) {
    await logIn(learner, { instance, ...login })
  },

  /** Makes a key pair on the learner's own machine. `{{own.public}}` is the public half of the one named `own`. */
  async 'dojo:makeKeyPair'(learner, _as, { name = '' }) {
    const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519', { comment: name })
    learner.keyPairs.set(name, { privateKey, publicKey })
  },
}
