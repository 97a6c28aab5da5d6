import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import { Routes } from '../api/routes.js'
import { Asked, admitted } from './asked.js'
import { type Audit, isAudited } from './audit.js'
import type { ClassroomApi, ClassroomFile } from './contract.js'
import type { ClassroomRoute } from './roles.js'
import type { ClassroomServices } from './services.js'
import type { Visitors } from './visitors.js'

type Answer<R extends keyof ClassroomApi> = ClassroomApi[R]['answer']
type Body<R extends keyof ClassroomApi> = ClassroomApi[R] extends { body: infer B } ? B : never

/** The one place where a route asks who may ask it, and where what the staff does is written down. */
export class ClassRoutes {
  readonly #router: Router
  readonly #routes: Routes<ClassroomApi>
  readonly #services: ClassroomServices
  readonly #visitors: Visitors
  readonly #audit: Audit

  constructor(router: Router, services: ClassroomServices, visitors: Visitors, audit: Audit) {
    this.#router = router
    this.#routes = new Routes<ClassroomApi>(router, '/classroom')
    this.#services = services
    this.#visitors = visitors
    this.#audit = audit
  }

  answer<R extends keyof ClassroomApi & string>(route: R, handle: (asked: Asked) => Promise<Answer<R>>): void {
    this.#routes.answer(route, async (request, response) => {
      const asked = await this.#admit(route, request, response)
      return this.#done(route, asked, undefined, () => handle(asked))
    })
  }

  /** Who may not ask hears nothing about what is wrong in their body. */
  take<R extends keyof ClassroomApi & string>(
    route: R,
    schema: z.ZodType<Body<R>>,
    handle: (body: Body<R>, asked: Asked) => Promise<Answer<R>>,
  ): void {
    this.#routes.answer(route, async (request, response) => {
      const asked = await this.#admit(route, request, response)
      const body = schema.parse(request.body ?? {})
      return this.#done(route, asked, body, () => handle(body, asked))
    })
  }

  /** For what is no JSON: `handle` sends the answer. */
  file(route: ClassroomFile, handle: (asked: Asked) => Promise<void>): void {
    this.#router.get(route.slice('GET /classroom'.length), async (request, response) => {
      await handle(await this.#admit(route, request, response))
    })
  }

  async #admit(route: ClassroomRoute, request: Request, response: Response): Promise<Asked> {
    const { role, found } = await admitted(this.#services, this.#visitors, route, request)
    return new Asked(request, response, role, found)
  }

  async #done<T>(route: ClassroomRoute, asked: Asked, body: unknown, act: () => Promise<T>): Promise<T> {
    const answer = await act()
    if (isAudited(route)) await this.#audit.add(route, asked, body)
    return answer
  }
}
