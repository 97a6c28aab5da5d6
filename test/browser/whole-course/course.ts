import type { BrowserContext } from 'playwright-core'
import { type Person, person } from './person.js'
import { Phone } from './phone.js'

/** What people choose for themselves, each time that they have to. */
export const PASSWORDS = {
  root: 'lantern orbit pickle 29 Walnut',
  admin: 'Harbor+Quilt+81+walnut',
} as const

/** What one learner has seen, made, and keeps in mind on the way through the course. */
export interface Course {
  context: BrowserContext
  /** The window with the lessons; other people sit at windows of their own. */
  me: Person
  account: string
  alias: string
  /** Root's, on the welcome card. */
  inheritedPassword: string
  phones: Record<'root' | 'alice', Phone>
}

/** At the sign-in page, as somebody who has never been here. */
export async function begin(context: BrowserContext): Promise<Course> {
  const me = person(await context.newPage())
  await me.page.goto('/signin')
  await me.choose('Start the course')
  const card = me.page.locator('section.card').first()
  await card.getByRole('heading', { name: 'Your welcome card' }).waitFor()
  const [, account = '', , inheritedPassword = ''] = await card.locator('dd').allTextContents()
  await me.signInAsRoot(inheritedPassword)
  await me.isAtHome()
  const phones = { root: new Phone(), alice: new Phone() }
  return { context, me, account, alias: `green-leaf-${account}`, inheritedPassword, phones }
}
