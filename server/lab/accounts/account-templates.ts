import { createHash } from 'node:crypto'
import { z } from 'zod'
import { DAY_MS } from '../../account/durations.js'
import { newAccountId } from '../../account/ids.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import { entitySchema, inTheClear, recordSchema, stampSchema } from '../account-file/content.js'
import { instant, text } from '../account-file/entity-schemas.js'
import type { LabServices } from '../services.js'
import { type PlayServices, playedAside } from './played-aside.js'
import { type Template, type Templates, templateOf } from './template.js'

const COLLECTION = 'account-template'
/** Another version of the server may have left it, which plays the same fixture in another way. */
const KEPT_MS = DAY_MS

const templateSchema = z.strictObject({
  accountId: text,
  playedAt: instant,
  entities: z.array(entitySchema),
  records: z.array(recordSchema),
  stamps: z.array(stampSchema),
}) satisfies z.ZodType<Template>

export interface TemplateServices extends PlayServices, Pick<LabServices, 'documents'> {
  bcryptCost: number
}

/**
 * Accounts of fixtures, each played once: to hash the passwords of one takes a second, and a class of 300 comes within a
 * minute. The store keeps them for the next start and for other processes, by the fixture's content and bcrypt's cost.
 */
export class AccountTemplates implements Templates {
  readonly #services: TemplateServices
  readonly #known = new WeakMap<Fixture, Promise<Template | undefined>>()

  constructor(services: TemplateServices) {
    this.#services = services
  }

  of(fixture: Fixture): Promise<Template | undefined> {
    const known = this.#known.get(fixture)
    if (known) return known
    const template = this.#find(fixture)
    this.#known.set(fixture, template)
    // Whoever comes next tries again.
    template.catch(() => this.#known.delete(fixture))
    return template
  }

  async #find(fixture: Fixture): Promise<Template | undefined> {
    const { documents, bcryptCost, clock } = this.#services
    const id = createHash('sha256').update(JSON.stringify({ fixture, bcryptCost })).digest('hex')
    const kept = templateSchema.safeParse(await documents.get(COLLECTION, id))
    if (kept.success) return kept.data
    const { template, complete } = await this.#play(fixture)
    if (!complete) this.#known.delete(fixture)
    if (template && complete) await documents.put(COLLECTION, id, inJson(template), clock.now() + KEPT_MS)
    return template
  }

  /** Not complete if its root password couldn't be estimated in time. */
  async #play(fixture: Fixture): Promise<{ template: Template | undefined; complete: boolean }> {
    const { random, clock } = this.#services
    const accountId = newAccountId(random)
    const playedAt = clock.now()
    const wanted = { accountId, name: fixture.account?.name ?? '', email: '', clockOffset: 0 }
    const content = await playedAside(this.#services, fixture, wanted)
    const complete = content.entities.some(({ entity }) => 'rootPassword' in entity && entity.rootPassword.score !== undefined)
    return { template: templateOf({ accountId, playedAt, ...content }), complete }
  }
}

/** As the schema reads it. There is no secret in it. */
const inJson = ({ entities, ...rest }: Template) => ({
  ...rest,
  entities: entities.map(({ kind, entity }) => ({ kind, entity: inTheClear(entity) })),
})
