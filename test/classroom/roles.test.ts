import type { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classroomRouter } from '../../server/classroom/classroom.js'
import type { ClassroomContext } from '../../server/classroom/context.js'
import type { ClassListing, Role } from '../../server/classroom/contract.js'
import { type ClassroomRoute, ROUTE_ROLES } from '../../server/classroom/roles.js'
import { call, type Jar, learnersOf, startClassroom, type TestClassroom } from '../support/classroom.js'

/** Every route that the classroom mounts, with nothing behind it. */
function mounted(): ClassroomRoute[] {
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing })
  const { stack }: Router = classroomRouter(nothing as ClassroomContext)
  return stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method.toUpperCase()} /classroom${route.path}` as ClassroomRoute).slice(-1) : [],
  )
}

/** They end the session that they are asked with. */
const ENDING: readonly ClassroomRoute[] = ['DELETE /classroom/session', 'POST /classroom/leave']
/** What the table of roles refuses by. */
const REFUSALS = ['NotSignedIn', 'NotAllowed', 'NoSuchClass', 'NotTheOperator']

let room: TestClassroom
let neighbour: ClassListing
let learner = ''
const jars: Record<Exclude<Role, 'operator'>, Jar> = {
  instructor: new Map(),
  assistant: new Map(),
  learner: new Map(),
  projector: new Map(),
  visitor: new Map(),
}

beforeAll(async () => {
  room = await startClassroom()
  neighbour = await room.newClass({ title: 'Neighbours' })
  await room.join(neighbour, { name: 'Nele' }, new Map())
  const [nele] = await learnersOf(room, neighbour)
  learner = nele?.id ?? ''
  jars.instructor = room.instructor
  jars.learner = (await room.join(room.first, { name: 'Mara' })).jar
  const invited = async (role: string) =>
    (await room.ask('POST /classroom/invitations', { role, classIds: [room.first.id] })).body.code
  const helper = { invitation: await invited('assistant'), name: 'Ada', password: 'helpful and Patient 7' }
  await call(room.app.url, 'POST /classroom/staff', helper, jars.assistant)
  await call(room.app.url, 'POST /classroom/projectors', { invitation: await invited('projector') }, jars.projector)
})
afterAll(() => room.close())

/** The body is wrong everywhere: whoever is let in hears so, and nothing happens. */
async function asks(route: ClassroomRoute, jar: Jar, of: string, headers: Record<string, string> = {}): Promise<string> {
  const params: Record<string, string> = { class: of, learner: of === room.first.id ? 'class-nobody' : learner }
  const filled = route.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'nobody')
  const body = route.startsWith('GET') ? undefined : { nothing: 'right' }
  const answer = await call(room.app.url, filled, body, new Map(jar), headers)
  expect(answer.status, `${route}: ${answer.text}`).toBeLessThan(500)
  return answer.body.code
}

const routes = mounted()
const lasting = routes.filter((route) => !ENDING.includes(route))
/** Each with roles that aren't in its row. */
const refused = (role: Role) => lasting.filter((route) => !ROUTE_ROLES[route].includes(role))

describe('the classroom’s routes', () => {
  it('are those of the table of roles, no more and no fewer', () => {
    expect([...routes].sort()).toEqual(Object.keys(ROUTE_ROLES).sort())
  })

  it.each(Object.keys(jars) as (keyof typeof jars)[])('let in a %s as the table says', async (role) => {
    for (const route of lasting) {
      const code = await asks(route, jars[role], room.first.id)
      const mayAsk = ROUTE_ROLES[route].includes(role)
      expect(REFUSALS.includes(code), `${role} ${route}: ${code}`).toBe(!mayAsk)
    }
    expect(refused(role).length).toBeGreaterThan(0)
  })

  it.each(['assistant', 'learner', 'projector', 'visitor'] as const)('keep a %s out of a neighbour’s class', async (role) => {
    const before = await learnersOf(room, neighbour)
    const settings = (await room.ask('GET /classroom/classes/:class', undefined, undefined, { class: neighbour.id })).body
    for (const route of lasting.filter((one) => one.includes(':class'))) {
      expect(REFUSALS, `${role} ${route}`).toContain(await asks(route, jars[role], neighbour.id))
    }
    expect(await learnersOf(room, neighbour)).toEqual(before)
    expect((await room.ask('GET /classroom/classes/:class', undefined, undefined, { class: neighbour.id })).body).toEqual(
      settings,
    )
  })

  it('take the operator’s token where the table says so, and nowhere else', async () => {
    const headers = { Authorization: `Bearer ${room.app.operatorToken}` }
    const inFor = async (route: ClassroomRoute) => !REFUSALS.includes(await asks(route, new Map(), room.first.id, headers))
    for (const route of lasting) {
      const roles = ROUTE_ROLES[route]
      expect(await inFor(route), route).toBe(roles.includes('operator') || roles.includes('visitor'))
    }
  })

  it('show an assistant their classes alone', async () => {
    const { body } = await room.ask('GET /classroom/classes', undefined, jars.assistant)
    expect(body.map(({ id }) => id)).toEqual([room.first.id])
  })

  it('find no learner of another class', async () => {
    const path = 'DELETE /classroom/classes/:class/learners/:learner'
    const { status, body } = await room.ask(path, {}, undefined, { class: room.first.id, learner })
    expect([status, body]).toMatchObject([404, { code: 'NoSuchLearner' }])
  })

  it('change nothing in an archived class', async () => {
    const of = await room.newClass()
    await room.ask('POST /classroom/classes/:class/archive', { archived: true }, undefined, { class: of.id })
    const rename = await room.ask('POST /classroom/classes/:class', { title: 'New' }, undefined, { class: of.id })
    expect([rename.status, rename.body]).toMatchObject([409, { code: 'ClassArchived' }])
  })
})
