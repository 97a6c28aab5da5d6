import type { ClassLearner, ClassListing, ClassroomApi, WelcomeCard } from '../../server/classroom/contract.js'
import { cookiesOf, startServer, type TestServer } from './server.js'

export type Jar = Map<string, string>
type Refused = { code: string; message: string; nextStep?: string }

export const INSTRUCTOR = { name: 'Ines Torres', password: 'chalk and Duster 42' }
export const PASSPHRASE = 'seven green bottles'

/** One call of a browser: its cookies go along and are kept. */
export async function call<T = Record<string, unknown>>(
  url: string,
  route: string,
  body?: unknown,
  jar: Jar = new Map(),
  headers: Record<string, string> = {},
): Promise<{ status: number; body: T & Refused; text: string; headers: Headers }> {
  const [method = 'GET', path = ''] = route.split(' ')
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(jar.size > 0 ? { Cookie: cookiesOf(jar) } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  for (const line of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
  // A stream has no end: whoever wants to hear it opens it themselves.
  const isStream = response.headers.get('content-type')?.includes('event-stream')
  if (isStream) await response.body?.cancel()
  const text = isStream ? '' : await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as T & Refused, text, headers: response.headers }
}

type AnswerOf<R> = R extends keyof ClassroomApi ? ClassroomApi[R]['answer'] : Record<string, unknown>

export interface TestClassroom {
  app: TestServer
  /** The instructor's browser. */
  instructor: Jar
  /** As the instructor, unless another browser is given; `:class` in the route is the first class. */
  ask<R extends string>(
    route: R,
    body?: unknown,
    jar?: Jar,
    params?: Record<string, string>,
  ): ReturnType<typeof call<AnswerOf<R>>>
  /** The class that is there from the start. */
  first: ClassListing
  newClass(settings?: Record<string, unknown>): Promise<ClassListing>
  /** A learner in a browser of their own. */
  join(of: ClassListing, joining: Record<string, unknown>, jar?: Jar): Promise<Joined>
  close(): Promise<void>
}

export interface Joined {
  jar: Jar
  status: number
  id: string
  name: string
  account: WelcomeCard['account']
  back: boolean
  code: string
}

/** A server with a classroom, its instructor, who is signed in, and a class. */
export async function startClassroom(options: Parameters<typeof startServer>[0] = {}): Promise<TestClassroom> {
  return classroomOf(await startServer({ classroom: {}, ...options }))
}

/** The same on a server that runs. */
export async function classroomOf(app: TestServer): Promise<TestClassroom> {
  const instructor: Jar = new Map()
  const operator = { Authorization: `Bearer ${app.operatorToken}` }
  const made = await call(app.url, 'POST /classroom/staff/password', INSTRUCTOR, new Map(), operator)
  if (made.status !== 200) throw new Error(`no instructor: ${made.text}`)
  await call(app.url, 'POST /classroom/session', INSTRUCTOR, instructor)
  let first: ClassListing | undefined
  const ask = (route: string, body?: unknown, jar = instructor, params: Record<string, string> = {}) => {
    const filled = route.replaceAll(
      /:(\w+)/g,
      (_, name: string) => params[name] ?? (name === 'class' ? (first?.id ?? '') : name),
    )
    const needsBody = body ?? (route.startsWith('POST') ? {} : undefined)
    return call(app.url, filled, needsBody, jar)
  }
  // Empty accounts are made faster.
  const newClass = async (settings = {}) =>
    (
      await call<ClassListing>(
        app.url,
        'POST /classroom/classes',
        { title: 'Morning group', fixture: null, ...settings },
        instructor,
      )
    ).body
  first = await newClass({ title: 'First class' })
  return {
    app,
    instructor,
    ask: ask as TestClassroom['ask'],
    first,
    newClass,
    async join(of, joining, jar = new Map()) {
      const asked = { code: of.code, passphrase: PASSPHRASE, ...joining }
      const { status, body } = await call<{ card: WelcomeCard; back: boolean }>(app.url, 'POST /classroom/join', asked, jar)
      const { card, back, code } = body
      return { jar, status, code, back, id: card?.learner.id, name: card?.learner.name, account: card?.account }
    },
    close: () => app.close(),
  }
}

/** Who is in a class, by name. */
export async function learnersOf({ ask }: TestClassroom, of: ClassListing): Promise<ClassLearner[]> {
  return (await ask('GET /classroom/classes/:class/learners', undefined, undefined, { class: of.id })).body
}
