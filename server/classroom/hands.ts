import { MINUTE_MS } from '../account/durations.js'
import { ApiError } from '../api/api-error.js'
import { changeLearner, type LearnerBody, type LearnerRow } from './rows.js'
import type { ClassroomServices } from './services.js'

type Services = Pick<ClassroomServices, 'store' | 'lab' | 'news'>

/** Each time the whole class's board changes. */
const MOST_RAISES = 10
const RAISES_MS = 5 * MINUTE_MS

/** Raises a learner's hand, or takes it down. Errors: TooManyAttempts after ten times in five minutes. */
export async function raiseHand(services: Services, { id }: LearnerRow, raised: boolean): Promise<LearnerRow> {
  const now = services.lab.clock.now()
  const row = await changeLearner(services.store, id, (body) => (raised ? withHand(body, now) : withoutHand(body)))
  await tell(services, row)
  return row
}

function withHand(body: LearnerBody, now: number): LearnerBody {
  if (body.handRaised) return body
  const lately = (body.handRaises ?? []).filter((at) => at <= now && at > now - RAISES_MS)
  const [oldest] = lately
  if (lately.length >= MOST_RAISES && oldest !== undefined) {
    const retryAfterSeconds = Math.ceil((oldest + RAISES_MS - now) / 1000)
    const message = 'You’ve raised your hand many times. Wait a few minutes, then try again.'
    throw new ApiError(429, 'TooManyAttempts', message, { retryAfterSeconds })
  }
  return { ...body, handRaised: { at: now }, handRaises: [...lately, now] }
}

function withoutHand(body: LearnerBody): LearnerBody {
  if (!body.handRaised) return body
  const { handRaised: _, ...rest } = body
  return rest
}

/**
 * A helper goes to somebody whose hand is raised, or leaves them to others. Errors: NoHand if it's down; HandTaken if
 * another helper was faster.
 */
export async function takeHand(services: Services, { id }: LearnerRow, helper: string, taken: boolean): Promise<LearnerRow> {
  const row = await changeLearner(services.store, id, (body) => {
    const { handRaised } = body
    if (!handRaised) throw new ApiError(409, 'NoHand', 'This learner’s hand is down.')
    const { at, takenBy } = handRaised
    if (takenBy !== undefined && takenBy !== helper)
      throw new ApiError(409, 'HandTaken', `${takenBy} is already helping this learner.`)
    return { ...body, handRaised: taken ? { at, takenBy: helper } : { at } }
  })
  await tell(services, row)
  return row
}

/** The learner's pages show it, too. */
async function tell({ lab, news }: Services, { id, classId }: LearnerRow): Promise<void> {
  news?.changed(classId)
  lab.live.tellClass((await lab.learners.accountsOf(id)).map(({ accountId }) => accountId))
}
