import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCourse } from '../../server/lab/course/load-course.js'
import type { SolutionLine } from '../../server/lab/format/lesson.js'
import { LessonError, parseLesson } from '../../server/lab/format/parse-lesson.js'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import { consoleCredentials, post, startServer, type TestServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'

const course = loadCourse(fileURLToPath(new URL('../../lessons', import.meta.url)))
let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

/** A learner who does what a lesson's solution says, through the wire and the sign-in as anybody would. */
class Player {
  readonly jar = new Map<string, string>()
  accountId = ''
  email = ''
  password = ''
  #session = ''

  async begin(): Promise<void> {
    const { body } = await post<{ accountId: string; email: string; password: string }>(
      app.url,
      '/api/lab/course',
      {},
      this.jar,
    )
    Object.assign(this, body)
    const step = await post<{ session: { id: string } }>(
      app.url,
      '/api/signin',
      { kind: 'root', email: this.email, password: this.password },
      this.jar,
    )
    this.#session = step.body.session.id
  }

  start(lesson: string) {
    return post<LessonProgress>(app.url, `/api/lab/lessons/${lesson}/start`, { account: this.accountId, setUp: true }, this.jar)
  }

  async progress(lesson: string): Promise<LessonProgress> {
    await app.accounts.flush()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${app.url}/api/lab/progress?account=${this.accountId}`, { headers: { Cookie: cookie } })
    const { lessons } = (await response.json()) as { lessons: Record<string, LessonProgress> }
    const found = lessons[lesson]
    if (!found) throw new Error('no progress')
    return found
  }

  /** Passwords of users, as they have become. */
  readonly #passwords = new Map<string, string>()

  async signInAs(who: string, newPassword?: string): Promise<{ session: string; jar: Map<string, string> }> {
    const password = this.#passwords.get(who) ?? 'Maple+Street+42+door'
    const jar = new Map<string, string>()
    type Step = { state: string; challenge: string; session: { id: string } }
    const attempt =
      who === 'root'
        ? { kind: 'root', email: this.email, password: this.password }
        : { kind: 'iam', account: this.accountId, userName: who, password }
    let { body } = await post<Step>(app.url, '/api/signin', attempt, jar)
    if (body.state === 'change-password' && newPassword) {
      const change = { challenge: body.challenge, oldPassword: password, newPassword }
      ;({ body } = await post<Step>(app.url, '/api/signin/change-password', change, jar))
      this.#passwords.set(who, newPassword)
    }
    return { session: body.session?.id ?? '', jar }
  }

  async iamAs(who: string): Promise<{ iam: IAM; sts: STS }> {
    const root = await consoleCredentials(app.url, this.#session, this.jar)
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
    const iam = new IAM({ ...options, credentials: root })
    if (who === 'root') return { iam, sts: new STS({ ...options, credentials: root }) }
    await iam.createLoginProfile({ UserName: who, Password: 'Maple+Street+42+door' }).catch(() => undefined)
    const { session, jar } = await this.signInAs(who)
    const credentials = await consoleCredentials(app.url, session, jar)
    const own = new IAM({ ...options, credentials })
    return { iam: own, sts: new STS({ ...options, credentials: await longTermKey(own) }) }
  }

  /** The role's session that a user assumed last. */
  #assumed: { accessKeyId: string; secretAccessKey: string; sessionToken: string } | undefined

  async assumeRole(as: string, role: string, policy?: string): Promise<void> {
    const { session, jar } = await this.signInAs(as)
    const credentials = await consoleCredentials(app.url, session, jar)
    const sts = new STS({ endpoint: app.url, region: 'us-east-1', maxAttempts: 1, credentials })
    const { Credentials } = await sts.assumeRole({
      RoleArn: `arn:aws:iam::${this.accountId}:role/${role}`,
      RoleSessionName: as,
      ...(policy ? { Policy: policy } : {}),
    })
    this.#assumed = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }
  }

  async callAs(credentials: object, call: string, input: unknown = {}): Promise<void> {
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1, credentials: credentials as never }
    const [service, name = ''] = call.split(':')
    const client = (service === 'sts' ? new STS(options) : new IAM(options)) as unknown as Record<
      string,
      (input: unknown) => Promise<unknown>
    >
    await client[`${name.charAt(0).toLowerCase()}${name.slice(1)}`]?.(input).catch(() => undefined)
  }

  async play(line: SolutionLine, lesson: string): Promise<void> {
    const filled = JSON.stringify(line).replaceAll('{{account.id}}', this.accountId)
    const { as, call, with: input } = JSON.parse(filled) as SolutionLine
    const own = PLAYED[call]
    if (own) return own(this, as, input as Record<string, never>, lesson)
    const { iam, sts } = await this.iamAs(as)
    const [service, name = ''] = call.split(':')
    const client = (service === 'sts' ? sts : iam) as unknown as Record<string, (input: unknown) => Promise<unknown>>
    await client[`${name.charAt(0).toLowerCase()}${name.slice(1)}`]?.(input).catch(() => undefined)
  }

  async changeRootPassword(newPassword: string): Promise<void> {
    const body = { session: this.#session, currentPassword: this.password, newPassword }
    expect((await post(app.url, '/api/signin/root/password', body, this.jar)).status).toBe(200)
  }

  get assumed() {
    return this.#assumed
  }
}

/** What a learner does that is no call of IAM or STS. */
const PLAYED: Record<string, (player: Player, as: string, input: Record<string, never>, lesson: string) => Promise<void>> = {
  'dojo:changeRootPassword': (player, _as, { newPassword = '' }) => player.changeRootPassword(newPassword),
  async 'dojo:deleteAccessKeys'(player) {
    const { iam } = await player.iamAs('root')
    for (const { AccessKeyId } of (await iam.listAccessKeys({})).AccessKeyMetadata ?? [])
      await iam.deleteAccessKey({ AccessKeyId })
  },
  async 'dojo:enrolVirtualPhone'(player) {
    await enrol((await player.iamAs('root')).iam, player.accountId)
  },
  async 'dojo:answer'(player, _as, input, lesson) {
    const quiz = course.lessons.find(({ id }) => id === lesson)?.quiz.find(({ id }) => id === input.quiz)
    const body = { account: player.accountId, quiz: quiz?.id, answer: quiz?.answer }
    await post(app.url, `/api/lab/lessons/${lesson}/quiz`, body, player.jar)
  },
  async 'dojo:consoleSignIn'(player, as, { newPassword }) {
    await player.signInAs(as, newPassword)
  },
  async 'dojo:forwardClock'(player, _as, { by }) {
    const moved = await post(app.url, `/api/lab/accounts/${player.accountId}/clock`, { forward: by }, player.jar)
    expect(moved.status).toBe(200)
  },
  async 'dojo:assumeRole'(player, as, { role = '', policy, call, input }) {
    await player.assumeRole(as, role, policy).catch(() => undefined)
    await player.callAs(player.assumed ?? {}, call ?? 'sts:GetCallerIdentity', input)
  },
  async 'dojo:callWithSession'(player, _as, { withoutToken }) {
    const { sessionToken, ...keys } = player.assumed ?? { sessionToken: '' }
    await player.callAs(withoutToken ? keys : { ...keys, sessionToken }, 'iam:ListUsers')
  },
  async 'dojo:switchRole'(player, as, { role }) {
    const { session, jar } = await player.signInAs(as)
    const switched = await post(app.url, '/api/signin/switch-role', { session, account: player.accountId, role }, jar)
    expect(switched.status).toBe(200)
  },
}

const keys = new WeakMap<IAM, { accessKeyId: string; secretAccessKey: string }>()
let aliceKey: { accessKeyId: string; secretAccessKey: string } | undefined

/** A key of one's own where one may make it; it is the key that the lesson's step made, when that was before. */
async function longTermKey(iam: IAM): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const known = keys.get(iam) ?? aliceKey
  if (known) return known
  const original = iam.createAccessKey.bind(iam)
  iam.createAccessKey = (async (input: never) => {
    const made = (await original(input)) as { AccessKey?: { AccessKeyId?: string; SecretAccessKey?: string } }
    aliceKey = { accessKeyId: made.AccessKey?.AccessKeyId ?? '', secretAccessKey: made.AccessKey?.SecretAccessKey ?? '' }
    return made
  }) as never
  return { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' }
}

async function enrol(iam: IAM, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'root-phone' })
  const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
  await iam.enableMFADevice({
    UserName,
    SerialNumber: VirtualMFADevice?.SerialNumber,
    AuthenticationCode1: codeFor(seed, -1),
    AuthenticationCode2: codeFor(seed, 0),
  })
}

describe.each(course.lessons.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (id, lesson) => {
  it('is passed by its own solution, step by step, and no step before it is done', async () => {
    const player = new Player()
    await player.begin()
    const neighbour = new Player()
    await neighbour.begin()
    expect((await player.start(id)).status).toBe(200)
    expect((await neighbour.start(id)).status).toBe(200)
    for (const step of lesson.steps) {
      expect((await player.progress(id)).steps[step.id]?.state, `${step.id} before`).toBe('open')
      for (const line of step.solution) await player.play(line, id)
      expect((await player.progress(id)).steps[step.id]?.state, `${step.id} after`).toBe('passed')
    }
    expect((await player.progress(id)).status).toBe('passed')
    for (const line of lesson.breakIt?.solution ?? []) await player.play(line, id)
    expect((await player.progress(id)).breakIt?.state).toBe('passed')
    const untouched = Object.values((await neighbour.progress(id)).steps).map(({ state }) => state)
    expect(untouched).toEqual(['open', ...untouched.slice(1).map(() => 'locked')])
    aliceKey = undefined
  }, 30_000)
})

describe('mistakes', () => {
  it('are recognised: a password that satisfies the rules and is still guessed', async () => {
    const player = new Player()
    await player.begin()
    await player.start('root')
    await player.play({ as: 'root', call: 'dojo:changeRootPassword', with: { newPassword: 'Password2!' } }, 'root')
    const step = (await player.progress('root')).steps['root-password']
    expect(step).toMatchObject({ state: 'open', mistakes: [{ id: 'still-guessable' }] })
  })
})

const trustEc2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})
const MISTAKES: [string, string, string, SolutionLine[]][] = [
  ['users-groups', 'people', 'shared-user', [{ as: 'root', call: 'iam:CreateUser', with: { UserName: 'team' } }]],
  [
    'users-groups',
    'developers',
    'on-the-user',
    [
      {
        as: 'root',
        call: 'iam:AttachUserPolicy',
        with: { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      },
    ],
  ],
  [
    'users-groups',
    'bob-moves',
    'deleted-bob',
    [
      { as: 'root', call: 'iam:RemoveUserFromGroup', with: { UserName: 'bob', GroupName: 'Developers' } },
      { as: 'root', call: 'iam:DeleteUser', with: { UserName: 'bob' } },
    ],
  ],
  [
    'password-policy',
    'policy',
    'partial-update',
    [
      { as: 'root', call: 'iam:UpdateAccountPasswordPolicy', with: { MinimumPasswordLength: 14, RequireNumbers: true } },
      { as: 'root', call: 'iam:UpdateAccountPasswordPolicy', with: { RequireSymbols: true } },
    ],
  ],
  [
    'password-policy',
    'expired',
    'locked-out',
    [
      { as: 'root', call: 'iam:UpdateAccountPasswordPolicy', with: { MaxPasswordAge: 90, HardExpiry: true } },
      { as: 'root', call: 'dojo:forwardClock', with: { by: '91d' } },
      { as: 'alice', call: 'dojo:consoleSignIn', with: {} },
    ],
  ],
  [
    'roles-sts',
    'role',
    'trusts-somebody-else',
    [{ as: 'root', call: 'iam:CreateRole', with: { RoleName: 'Auditor', AssumeRolePolicyDocument: trustEc2 } }],
  ],
  ['roles-sts', 'assume', 'no-permission', [{ as: 'bob', call: 'dojo:assumeRole', with: { role: 'Auditor' } }]],
]

it.each(MISTAKES)('in %s, step %s, %s is recognised and does not pass', async (id, stepId, mistake, lines) => {
  const player = new Player()
  await player.begin()
  await player.start(id)
  const lesson = course.lessons.find((one) => one.id === id)
  for (const step of lesson?.steps ?? []) {
    if (step.id === stepId) break
    for (const line of step.solution) await player.play(line, id)
  }
  for (const line of lines) await player.play(line, id)
  const step = (await player.progress(id)).steps[stepId]
  expect(step?.mistakes.map((made) => made.id)).toContain(mistake)
  expect(step?.state).toBe('open')
})

describe('a lesson file', () => {
  const good = (front: string) =>
    `---\nid: a\ntitle: A\nminutes: 5\nlevel: core\n${front}\n---\n# Goal\nx\n## step s\nx\n### hint 1\nx\n### hint 2\nx\n### why\nx\n## recap\nx\n`
  const step = (check: string) =>
    `steps:\n  - id: s\n    title: S\n    check: ${check}\n    solution: [{ as: root, call: 'iam:ListUsers' }]`

  it.each([
    ['an unknown check', good(step('{ nonsense: {} }')), "there is no check 'nonsense'"],
    ['an unknown key', good(`colour: red\n${step('{ rootMfaEnabled: {} }')}`), 'colour'],
    [
      'a missing section',
      good(step('{ rootMfaEnabled: {} }')).replace('### why\nx\n', ''),
      "the section 'step s/why' is missing",
    ],
  ])('is refused for %s, with its line', (_what, text, message) => {
    expect(() => parseLesson('lesson.md', text)).toThrow(LessonError)
    expect(() => parseLesson('lesson.md', text)).toThrow(new RegExp(`^lesson\\.md:\\d+: .*${message}`))
  })
  it('is taken when it is whole', () => {
    expect(parseLesson('lesson.md', good(step('{ rootMfaEnabled: {} }'))).steps).toHaveLength(1)
  })
})
