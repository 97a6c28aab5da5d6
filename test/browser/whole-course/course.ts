import type { BrowserContext } from 'playwright-core'
import { type Person, person } from './person.js'
import { Phone } from './phone.js'

/** What people choose for themselves, each time that they have to. */
export const PASSWORDS = {
  root: 'lantern orbit pickle 29 Walnut',
  admin: 'Harbor+Quilt+81+walnut',
  /** Which an administrator gives to whoever has none. */
  given: 'Maple+Street+42+door',
  alice: 'lantern+Orbit+pickle+29',
  bob: 'copper+Meadow+sunday+58',
  /** After 91 days. */
  adminLater: 'quarry+Lemon+saddle+37',
  aliceLater: 'velvet+Canoe+winter+61',
  bobLater: 'window+Barley+tunnel+73',
} as const

/** What one learner has seen, made, and keeps in mind on the way through the course. */
export interface Course {
  context: BrowserContext
  /** The window with the lessons; other people sit at windows of their own. */
  me: Person
  /** Where the server answers. */
  url: string
  account: string
  alias: string
  /** Root's, on the welcome card. */
  inheritedPassword: string
  phones: Record<'root' | 'alice', Phone>
  /** Windows of others, once they have come. */
  others: Partial<Record<'alice' | 'bob', Person>>
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
  const url = new URL(me.page.url()).origin
  return { context, me, url, account, alias: `green-leaf-${account}`, inheritedPassword, phones, others: {} }
}

/** Somebody else signs in, in a window of their own. */
export async function windowOf({ context, account, others }: Course, name: 'alice' | 'bob'): Promise<Person> {
  const known = others[name]
  if (known) {
    await known.page.bringToFront()
    return known
  }
  const page = await context.newPage()
  await page.goto(`/signin?account=${account}`)
  const made = person(page)
  others[name] = made
  return made
}
