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

  async iamAs(who: string): Promise<{ iam: IAM; sts: STS }> {
    const root = await consoleCredentials(app.url, this.#session, this.jar)
    const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
    const iam = new IAM({ ...options, credentials: root })
    if (who === 'root') return { iam, sts: new STS({ ...options, credentials: root }) }
    const password = 'Maple+Street+42+door'
    await iam.createLoginProfile({ UserName: who, Password: password }).catch(() => undefined)
    const jar = new Map<string, string>()
    const step = await post<{ session: { id: string } }>(
      app.url,
      '/api/signin',
      { kind: 'iam', account: this.accountId, userName: who, password },
      jar,
    )
    const credentials = await consoleCredentials(app.url, step.body.session.id, jar)
    const own = new IAM({ ...options, credentials })
    return { iam: own, sts: new STS({ ...options, credentials: await longTermKey(own) }) }
  }

  async play({ as, call, with: input }: SolutionLine, lesson: string): Promise<void> {
    if (call === 'dojo:changeRootPassword') {
      const body = { session: this.#session, currentPassword: this.password, newPassword: input.newPassword }
      expect((await post(app.url, '/api/signin/root/password', body, this.jar)).status).toBe(200)
    } else if (call === 'dojo:deleteAccessKeys') {
      const { iam } = await this.iamAs('root')
      for (const { AccessKeyId } of (await iam.listAccessKeys({})).AccessKeyMetadata ?? [])
        await iam.deleteAccessKey({ AccessKeyId })
    } else if (call === 'dojo:enrolVirtualPhone') {
      await enrol((await this.iamAs('root')).iam, this.accountId)
    } else if (call === 'dojo:answer') {
      const quiz = course.lessons.find(({ id }) => id === lesson)?.quiz.find(({ id }) => id === input.quiz)
      const body = { account: this.accountId, quiz: quiz?.id, answer: quiz?.answer }
      await post(app.url, `/api/lab/lessons/${lesson}/quiz`, body, this.jar)
    } else {
      const { iam, sts } = await this.iamAs(as)
      const [service, name = ''] = call.split(':')
      const client = (service === 'sts' ? sts : iam) as unknown as Record<string, (input: unknown) => Promise<unknown>>
      await client[`${name.charAt(0).toLowerCase()}${name.slice(1)}`]?.(input).catch(() => undefined)
    }
  }
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
