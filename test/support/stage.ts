import { fileURLToPath } from 'node:url'
import { loadCourse } from '../../server/lessons/course/load-course.js'
import { allEnded, answersOf, type Stage } from '../../server/rehearsal/stage.js'
import type { TestServer } from './server.js'

export const course = loadCourse([fileURLToPath(new URL('../../lessons', import.meta.url))])

/** A test's server as a rehearsal's stage; its clock is everybody's, so nothing may want to move it. */
export const stageOf = (app: TestServer): Stage => ({
  url: app.url,
  sshPort: app.sshPort,
  sshEnded: () => allEnded(app.ssh),
  now: () => Date.now(),
  forward() {
    throw new Error('the clock of this test does not move')
  },
  settled: () => app.settled(),
  ...answersOf(course),
  close: async () => undefined,
})
