import type { AddressInfo } from 'node:net'
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { COURSE, ROOT } from '../../server/cli/paths.js'
import { compose } from '../../server/compose.js'
import { loadCourse } from '../../server/lessons/course/load-course.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'

/** The part of JSON Schema that zod writes for a request's body. */
export interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  oneOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  allOf?: JsonSchema[]
}

/** A route of express as the server mounts it, with what it reads. */
export interface Route {
  method: string
  /** With its parameters: `/api/lab/accounts/:id/reset`. */
  path: string
  bodies: JsonSchema[]
  query: string[]
}

export interface Surface {
  routes: Route[]
  /** Types of bodies that some route parses, beside JSON. */
  contentTypes: string[]
}

type Wrapped = {
  route(this: Router, path: unknown): { all(handler: express.RequestHandler): unknown; methods: Record<string, boolean> }
}
type Uses = { use(this: Router, ...given: unknown[]): Router }

interface Noted {
  router: Router
  path: string
  methods: Record<string, boolean>
  bodies: Map<string, JsonSchema>
  query: Set<string>
}

const PROBE = 'x-iam-dojo-probe'
/** No schema takes it, and none but the probe sends it. */
const NO_BODY = Symbol('no body')
const OPERATOR = 'operator-token-of-the-discovery'

/**
 * Finds the server's routes and what they read, so that a new one is fuzzed without a line here: express's router is
 * watched while the server is composed; then each route is asked with a body that no schema takes, and zod tells which
 * schema refused it. Changes express's prototypes for a moment: for a process or a worker of its own.
 */
export async function discover(): Promise<Surface> {
  const watch = watchExpress()
  const store = await openStore({
    engine: 'sqlite',
    file: ':memory:',
    masterKey: new Uint8Array(32).fill(1),
    clock: systemClock,
  })
  const { server, close } = compose({
    store,
    clientDir: `${ROOT}dist/client`,
    course: () => loadCourse([COURSE]),
    baseUrl: () => 'http://127.0.0.1',
    port: 0,
    operatorToken: OPERATOR,
    bcryptCost: 4,
  })
  watch.done()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const found = watch.noted.flatMap((noted) => {
      const mount = watch.mounts.get(noted.router) ?? ''
      return Object.keys(noted.methods).flatMap((method) =>
        method.startsWith('_')
          ? []
          : [{ noted, method: method.toUpperCase(), path: `${mount}${noted.path}`.replaceAll('//', '/') }],
      )
    })
    for (const { method, path } of found) await probe(url, method, path)
    return {
      routes: found.map(({ noted, method, path }) => ({
        method,
        path,
        bodies: [...noted.bodies.values()],
        query: [...noted.query],
      })),
      contentTypes: [...watch.contentTypes],
    }
  } finally {
    watch.forget()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await close()
  }
}

function watchExpress() {
  const noted: Noted[] = []
  const mounts = new Map<unknown, string>()
  const contentTypes = new Set<string>()
  let asked: Noted | undefined
  const prototype = (Router as unknown as { prototype: Wrapped & Uses }).prototype
  const own = { route: prototype.route, use: prototype.use }
  prototype.route = function (path) {
    const route = own.route.call(this, path)
    const one: Noted = {
      router: this,
      path: [path].flat().join(''),
      methods: route.methods,
      bodies: new Map(),
      query: new Set(),
    }
    if (typeof path === 'string') noted.push(one)
    route.all((request: Request, _response: Response, next: () => void) => {
      if (request.headers[PROBE] !== undefined) {
        asked = one
        expectsNothing(request, one)
      }
      next()
    })
    return route
  }
  prototype.use = function (...given) {
    const [path, ...rest] = given
    if (typeof path === 'string') for (const mounted of rest) mounts.set(mounted, path)
    return own.use.apply(this, given)
  }
  const parsers = express as unknown as Record<
    'json' | 'raw' | 'text',
    (options?: { type?: unknown }) => express.RequestHandler
  >
  const ownParsers = { json: parsers.json, raw: parsers.raw, text: parsers.text }
  for (const name of ['json', 'raw', 'text'] as const) {
    parsers[name] = (options = {}) => {
      for (const type of [options.type].flat()) if (typeof type === 'string') contentTypes.add(type)
      return ownParsers[name](options)
    }
  }
  const before = z.config().customError
  z.config({
    customError(issue) {
      const body = issue.inst && issue.input === NO_BODY ? schemaOf(issue.inst) : undefined
      if (body) asked?.bodies.set(JSON.stringify(body), body)
      return undefined
    },
  })
  return {
    noted,
    mounts,
    contentTypes,
    done: () => Object.assign(prototype, own),
    forget() {
      Object.assign(parsers, ownParsers)
      z.config(before ? { customError: before } : { customError: undefined as never })
    },
  }
}

/** A body that no schema takes, and a query that notes which names it is asked for. */
function expectsNothing(request: Request, one: Noted): void {
  request.body = NO_BODY
  const query = new Proxy(
    {},
    {
      get(_target, name) {
        if (typeof name === 'string') one.query.add(name)
        return undefined
      },
    },
  )
  Object.defineProperty(request, 'query', { value: query, configurable: true })
}

function schemaOf(schema: unknown): JsonSchema | undefined {
  const json = z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any', io: 'input' }) as JsonSchema
  return (json.properties ?? json.oneOf ?? json.anyOf) ? json : undefined
}

/** Asked as the operator, about an account that is there. */
async function probe(url: string, method: string, path: string): Promise<void> {
  const email = `${Math.random().toString(36).slice(2)}@example.com`
  const signUp = await fetch(`${url}/api/signin/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'lantern Orbit pickle 29', accountName: 'Probe' }),
  })
  const { accountId } = (await signUp.json()) as { accountId: string }
  const filled = path
    .replace('/accounts/:id', `/accounts/${accountId}`)
    .replace('/lessons/:id', '/lessons/dashboard')
    .replaceAll(/[:*]\w+/g, 'x')
  const end = new AbortController()
  try {
    const response = await fetch(url + filled, {
      method,
      redirect: 'manual',
      signal: end.signal,
      headers: { [PROBE]: '1', authorization: `Bearer ${OPERATOR}` },
    })
    if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) await response.arrayBuffer()
  } finally {
    end.abort()
  }
}
