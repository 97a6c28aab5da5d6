import type { Request, Response, Router } from 'express'
import type { z } from 'zod'

/** What a route is asked and what it answers. `body` is absent where it takes none. */
export interface RouteTypes {
  body?: unknown
  answer: unknown
}

/** By `METHOD /path`, as both browser and server name a route: `POST /lab/lessons/:id/start`. */
export type Contract<Api> = Record<keyof Api, RouteTypes>

type Handler<Answer> = (request: Request, response: Response) => Promise<Answer>
type BodyHandler<Body, Answer> = (body: Body, request: Request, response: Response) => Promise<Answer>

/** Adds routes to a router that is mounted at `/api` and `base`: what they take and answer is what the contract says. */
export class Routes<Api extends Contract<Api>> {
  readonly #router: Router
  readonly #base: string

  constructor(router: Router, base: string) {
    this.#router = router
    this.#base = base
  }

  /** Answers what `handle` returns as JSON, with the status that it sets. */
  answer<R extends keyof Api & string>(route: R, handle: Handler<Api[R]['answer']>): void {
    const [method = '', path = ''] = route.split(' ')
    const name = method.toLowerCase() as 'get' | 'post' | 'delete'
    this.#router[name](path.slice(this.#base.length) || '/', async (request, response) => {
      response.json(await handle(request, response))
    })
  }

  /** The same for a route that takes a body. Throws ZodError for another one than `schema` says. */
  take<R extends keyof Api & string>(
    route: R,
    schema: z.ZodType<Api[R]['body']>,
    handle: BodyHandler<Api[R]['body'], Api[R]['answer']>,
  ): void {
    this.answer(route, (request, response) => handle(schema.parse(request.body ?? {}), request, response))
  }
}
