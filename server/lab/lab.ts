import type { Router } from 'express'
import type { AccountRef } from '../account/account.js'
import type { NumberedRecord } from '../account/request-record.js'
import type { Course } from '../lessons/course/load-course.js'
import { StartCopies } from './accounts/start-copies.js'
import { Actors } from './actors.js'
import type { LabContext } from './api/requests.js'
import { labRouter } from './api/router.js'
import { Notes } from './notes/notes.js'
import { Partners } from './partners.js'
import { LessonEngine } from './progress/engine.js'
import { LiveAccounts } from './progress/live-accounts.js'
import { Subscriptions } from './progress/subscriptions.js'
import type { LabServices } from './services.js'
import { ShowMe } from './show-me/show-me.js'

export interface Lab {
  router: Router
  /** What its routes have, for a classroom beside them. */
  context: LabContext
  onRecorded(records: NumberedRecord[], of: AccountRef): void
  /** Ends what is in memory of an account that was reset, deleted or replaced. */
  forget(accountId: string): void
  /** Until no lesson is being looked at. */
  settled(): Promise<void>
  close(): void
}

/** The lab: what AWS does not have. The course is read on first use, so that it costs the start nothing. */
export function createLab(services: LabServices): Lab {
  let course: Course | undefined
  const theCourse = (): Course => {
    course ??= services.course()
    return course
  }
  const subscriptions = new Subscriptions()
  const partners = new Partners(services.documents)
  const startCopies = new StartCopies(services)
  const engine = new LessonEngine({ ...services, partners }, theCourse, (...news) => live.publish(...news))
  const live = new LiveAccounts({ ...services, subscriptions, engine })
  services.refusals.onAdded(engine.onRefused)
  const actors = new Actors({ ...services, engine, subscriptions, publish: live.publish })
  const showMe = new ShowMe({ ...services, engine, actors, partners })
  services.inspections.onAdded((accountId, summary) => {
    if (subscriptions.watched(accountId)) subscriptions.publish(accountId, 'request', summary())
  })
  const context: LabContext = {
    ...services,
    engine,
    actors,
    notes: new Notes(services.documents),
    partners,
    startCopies,
    showMe,
    subscriptions,
    live,
    course: theCourse,
  }
  return {
    router: labRouter(context),
    context,
    onRecorded(records, of) {
      live.onRecorded(records, of)
      engine.onRecorded(records, of)
      actors.onRecorded(records)
    },
    forget(accountId) {
      engine.forget(accountId)
      actors.forget(accountId)
      subscriptions.end(accountId)
      live.forget(accountId)
    },
    async settled() {
      await actors.settled()
      await services.accounts.flush()
      await engine.settled()
      await live.settled()
    },
    close() {
      actors.close()
      live.close()
      engine.close()
      subscriptions.close()
    },
  }
}
