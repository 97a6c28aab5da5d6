import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BoardChanges, ClassListing } from '../server/classroom/contract.js'
import { callRequest } from '../server/wire/request.js'
import { call, INSTRUCTOR, type Jar } from '../test/support/classroom.js'
import { nodeFlags } from '../test/support/node-flags.js'
import { cookiesOf } from '../test/support/server.js'
import type { Task, Told } from './classroom-learners.js'
import type { Figure } from './rounds.js'

const LEARNERS = Number(process.env.LEARNERS ?? 300)
const RECORDS = Number(process.env.RECORDS ?? 2_000)
const JOIN_MS = Number(process.env.JOIN_SECONDS ?? 60) * 1_000
const WORK_MS = Number(process.env.WORK_SECONDS ?? 60) * 1_000
/** A person does something every eight seconds or so. */
const ACT_MS = 800
const LESSON = 'dashboard'
const { FIXTURE = 'inherited-account' } = process.env
const PROBES = 300
/** The last one to come has the rest of the time for joining. */
const ARRIVING = 5 / 6
/** An account may call 50 times a second. */
const PROBE_MS = 25

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * A class at work: the server, its learners, and the instructor's browser are three processes. How long calls take, when a
 * step is on the board, what memory it takes, and who was refused.
 */
export async function classroomFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-class-'))
  // Beside the product's own bundle, so that it finds the packages that aren't bundled.
  const bundle = path('../dist/bench-classroom')
  const token = randomBytes(32).toString('hex')
  execFileSync(process.execPath, [path('../scripts/build-server.mjs'), bundle, path('classroom-server.ts')], {
    cwd: path('..'),
  })
  const args = [join(folder, 'class.db'), path('../dist/client'), path('../lessons'), token]
  const profile = process.env.PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`]
  const server = fork(join(bundle, 'besides.js'), args, { execArgv: [...nodeFlags(), ...profile] })
  const learners = fork(path('classroom-learners.ts'), [], { execArgv: ['--import', 'tsx'] })
  const load = [loadavg()[0]]
  try {
    const { url } = await heard<{ url: string }>(server, 'url')
    const { instructor, of } = await classOf(url, token)
    const task: Task = { url, code: of.code, learners: LEARNERS, joinMs: JOIN_MS * ARRIVING, workMs: WORK_MS, actMs: ACT_MS }
    const probe = await prober(url, of.code)
    const before = performance.now()
    learners.send(task)
    await heard(learners, 'joined')
    const joinedIn = (performance.now() - before) / 1000
    server.send({ fill: RECORDS })
    await heard(server, 'filled')
    await probe(PROBES)
    const idle = await probe(PROBES)
    const board = await watched(url, of, instructor)
    const steps: Extract<Told, { step: unknown }>['step'][] = []
    learners.on('message', (told: Told) => 'step' in told && steps.push(told.step))
    const done = heard<Extract<Told, { done: unknown }>>(learners, 'done')
    learners.send({ work: true })
    const atWork: number[] = []
    let isDone = false
    void done.then(() => {
      isDone = true
    })
    while (!isDone) atWork.push(...(await probe(20)))
    const { done: result } = await done
    await sleep(3_000)
    server.send({ memory: true })
    const { megabytes, turnMs } = await heard<{ megabytes: number; turnMs: number }>(server, 'megabytes')
    board.stop()
    load.push(loadavg()[0])
    process.stdout.write(`        load of the machine before and after: ${load.map((one) => one?.toFixed(1)).join(', ')}\n`)
    for (const line of new Set(result.refused)) process.stdout.write(`        refused: ${line}\n`)
    process.stdout.write(
      `        answers by status: ${JSON.stringify(result.answers)}; ${steps.length} steps; events of the board: ${board.events()}\n`,
    )
    const shown = steps.map(({ learner, step, at }) => (board.at(learner, step) ?? Number.POSITIVE_INFINITY) - at)
    const name = `${LEARNERS} learners, ${RECORDS} records each`
    return [
      { name: `${name}: all have joined`, ours: joinedIn, baseline: 1, unit: 's', budget: { atMost: JOIN_MS / 1000 } },
      { name: `${name}: p99 of a call, idle`, ours: quantile(idle, 0.99), baseline: 1, unit: 'ms' },
      {
        name: `${name}: p99 of a call beside them`,
        ours: quantile(atWork, 0.99),
        baseline: 1,
        unit: 'ms',
        budget: { atMost: 100 },
      },
      {
        name: `${name}: the same against idle`,
        ours: quantile(atWork, 0.99),
        baseline: quantile(idle, 0.99),
        unit: 'ms',
        budget: { atMost: 3 },
      },
      { name: `${name}: p99 of their own ${result.acts} requests`, ours: result.p99, baseline: 1, unit: 'ms' },
      {
        name: `${name}: a step on the board, p99`,
        ours: quantile(shown, 0.99),
        baseline: 1,
        unit: 'ms',
        budget: { atMost: 2_000 },
      },
      { name: `${name}: refused`, ours: result.refused.length, baseline: 1, unit: 'requests', budget: { atMost: 0 } },
      { name: `${name}: a turn of the event loop, p99`, ours: turnMs, baseline: 1, unit: 'ms' },
      { name: `${name}: resident memory`, ours: megabytes, baseline: 1, unit: 'MB', budget: { atMost: 450 } },
    ]
  } finally {
    learners.kill()
    const closed = new Promise((resolve) => server.once('exit', resolve))
    if (server.connected) server.send({ stop: true })
    await Promise.race([closed, sleep(20_000).then(() => server.kill('SIGKILL'))])
    for (const one of [folder, bundle]) rmSync(one, { recursive: true, force: true })
  }
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The next message of a process that has such a member. */
function heard<T>(child: ChildProcess, member: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: object) => {
      if (!(member in message)) return
      child.off('message', listen)
      resolve(message as T)
    }
    child.on('message', listen)
    child.once('exit', (code) => reject(new Error(`a process ended: ${code}`)))
  })
}

async function classOf(url: string, token: string): Promise<{ instructor: Jar; of: ClassListing }> {
  const instructor: Jar = new Map()
  const operator = { Authorization: `Bearer ${token}` }
  await call(url, 'POST /classroom/staff/password', INSTRUCTOR, new Map(), operator)
  await call(url, 'POST /classroom/session', INSTRUCTOR, instructor)
  const fixture = { fixture: FIXTURE === '' ? null : FIXTURE }
  const settings = { title: 'Bench', ...fixture, mostLearners: LEARNERS + 1, lessons: [LESSON] }
  const { body, text } = await call<ClassListing>(url, 'POST /classroom/classes', settings, instructor)
  if (!body.code) throw new Error(`no class: ${text}`)
  return { instructor, of: body }
}

/** One more learner, who calls GetUser again and again, one call at a time. */
async function prober(url: string, code: string): Promise<(count: number) => Promise<number[]>> {
  const jar: Jar = new Map()
  const joining = { code, name: 'Probe', passphrase: 'seven green bottles' }
  const { body } = await call<{ card: { account: { email: string; password: string } } }>(
    url,
    'POST /classroom/join',
    joining,
    jar,
  )
  const { email, password } = body.card.account
  const signedIn = await call<{ session: { id: string } }>(url, 'POST /signin', { kind: 'root', email, password }, jar)
  const session = { session: signedIn.body.session.id }
  const { body: keys } = await call<{ accessKeyId: string; secretAccessKey: string }>(
    url,
    'POST /signin/credentials',
    session,
    jar,
  )
  return async (count) => {
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const { host } = new URL(url)
      const asked = callRequest({ call: 'iam:GetUser', input: {}, host, userAgent: 'bench', keys, now: Date.now() })
      const began = performance.now()
      const answer = await fetch(url, { method: 'POST', ...asked })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`the probe was refused: ${answer.status}`)
      times.push(performance.now() - began)
      await sleep(PROBE_MS)
    }
    return times
  }
}

/** The instructor's board, open throughout: when each step of each learner was shown as passed. */
async function watched(url: string, of: ClassListing, jar: Jar) {
  const seen = new Map<string, number>()
  let events = 0
  let columns: string[] = []
  const headers = { Cookie: cookiesOf(jar) }
  const call = get(`${url}/api/classroom/classes/${of.id}/events?lesson=${LESSON}`, { headers, agent: false }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks)
        if (block.startsWith('event: board')) take(JSON.parse(block.slice(block.indexOf('data: ') + 6)))
    })
  })
  call.on('error', () => undefined)
  const take = ({ rows }: BoardChanges) => {
    events++
    for (const { learner, cells } of rows) {
      for (const [at, { state }] of cells.entries()) {
        const key = `${learner} ${columns[at]}`
        if (state === 'passed' && !seen.has(key)) seen.set(key, Date.now())
      }
    }
  }
  const board = await fetch(`${url}/api/classroom/classes/${of.id}/board/${LESSON}`, { headers })
  columns = ((await board.json()) as { columns: { id: string }[] }).columns.map(({ id }) => id)
  return {
    at: (learner: string, step: string) => seen.get(`${learner} ${step}`),
    events: () => events,
    stop: () => call.destroy(),
  }
}
