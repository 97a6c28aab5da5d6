import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { compose } from '../compose.js'
import type { Course } from '../lessons/course/load-course.js'
import type { WorksheetPart } from '../lessons/format/findings.js'
import type { SshHost } from '../ssh/host.js'
import { openStore } from '../store/store.js'
import { systemClock } from '../system.js'

/** A whole server in memory, with a clock that can be moved: a rehearsal waits for no code's 30 seconds. */
export interface Stage {
  url: string
  /** Where its instances take SSH. */
  sshPort: number
  /** Until no SSH connection is left. */
  sshEnded(): Promise<void>
  now(): number
  /** Moves real time, as the server sees it. */
  forward(ms: number): void
  /** Until all that happened is on record and has been looked at by the lessons. */
  settled(): Promise<void>
  /** A question's right answer, as the lesson's file has it. */
  answerOf(lesson: string, quiz: string): unknown
  /** Which part of a signature a worksheet asks for. */
  partOf(lesson: string, snippet: string): WorksheetPart
  close(): Promise<void>
}

/** Hashes of the least cost: nothing of a rehearsal is kept. */
const BCRYPT_COST = 4

export async function openStage(course: Course): Promise<Stage> {
  let ahead = 0
  const clock = { now: () => systemClock.now() + ahead }
  const store = await openStore({ engine: 'sqlite', file: ':memory:', masterKey: randomBytes(32), clock })
  let url = ''
  const composed = compose({
    store,
    clock,
    clientDir: '',
    course: () => course,
    baseUrl: () => url,
    port: 0,
    operatorToken: randomBytes(32).toString('base64url'),
    bcryptCost: BCRYPT_COST,
  })
  const { server, ssh } = composed
  const sshPort = await ssh.listen(0, '127.0.0.1')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url,
    sshPort,
    sshEnded: () => allEnded(ssh),
    now: () => clock.now(),
    forward(ms) {
      ahead += ms
    },
    ...answersOf(course),
    settled: () => composed.settled(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await composed.close()
    },
  }
}

const LOOK_EVERY_MS = 5

/** A client is told that its connection has ended a little before the server is. */
export async function allEnded(ssh: Pick<SshHost, 'size'>): Promise<void> {
  while (ssh.size > 0) await setTimeout(LOOK_EVERY_MS)
}

/** What the lessons' own files know: for stages of whatever server. */
export function answersOf(course: Course): Pick<Stage, 'answerOf' | 'partOf'> {
  const lessonOf = (lesson: string) => course.lessons.find(({ id }) => id === lesson)
  return {
    answerOf: (lesson, quiz) => lessonOf(lesson)?.quiz.find(({ id }) => id === quiz)?.answer,
    partOf(lesson, id) {
      const snippet = lessonOf(lesson)?.snippets.find((one) => one.id === id)
      if (snippet?.kind !== 'worksheet') throw new Error(`there is no worksheet ${id}`)
      return snippet.part
    },
  }
}
