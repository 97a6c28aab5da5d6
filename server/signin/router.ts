import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { accountNameProblem, emailProblem, normalizedName } from '../account/account-names.js'
import { AccountGone } from '../account/accounts.js'
import { ACCOUNT_ID } from '../api/parameters.js'
import { Challenges } from './challenges.js'
import { changeForcedPassword } from './change-password.js'
import { consoleCredentials } from './console-credentials.js'
import { ConsoleSessions } from './console-sessions.js'
import { finishPasskey, startPasskey } from './enrol-passkey.js'
import { principalOf } from './principal.js'
import { notSignedIn } from './refusals.js'
import { RootCredentials } from './root-credentials.js'
import { findRootEmail } from './root-email.js'
import type { SignInServices } from './services.js'
import { sessionInfo } from './session-info.js'
import { type Outcome, SignIn } from './sign-in.js'
import { signUp } from './sign-up.js'
import { sourceOf } from './source-of.js'
import { switchRole } from './switch-role.js'

const text = z.string().min(1).max(256)
const password = z.string().min(1).max(128)
/** A new name of an account or its root user, in its one form. */
const named = (problemOf: (name: string) => string | undefined) =>
  z
    .string()
    .max(256)
    .transform(normalizedName)
    .superRefine((name, { addIssue }) => {
      const problem = problemOf(name)
      if (problem) addIssue(problem)
    })
const email = named(emailProblem)
const accountName = named(accountNameProblem)

/** Its form is WebAuthn's affair: the library checks all of it. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const BODIES = {
  signUp: z.object({
    email,
    password,
    accountName,
    accountId: ACCOUNT_ID.optional(),
    rootAccessKey: z.boolean().optional(),
  }),
  rootEmail: z.object({ email: text }),
  signIn: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('root'), email: text, password }),
    z.object({ kind: z.literal('iam'), account: text, userName: text, password }),
  ]),
  mfa: z.object({ challenge: text, code: z.string().max(16) }),
  resync: z.object({ challenge: text, code1: z.string().max(16), code2: z.string().max(16) }),
  passkey: z.object({ challenge: text, response: z.custom<AuthenticationResponseJSON>(isObject) }),
  startPasskey: z.object({ session: text, userName: text.optional() }),
  finishPasskey: z.object({
    session: text,
    challenge: text,
    deviceName: z.string().regex(/^[\w+=,.@-]{1,128}$/, 'up to 128 characters: letters, digits and + = , . @ - _'),
    userName: text.optional(),
    response: z.custom<RegistrationResponseJSON>(isObject),
  }),
  change: z.object({ challenge: text, oldPassword: password, newPassword: password }),
  session: z.object({ session: text }),
  switchRole: z.object({ session: text, account: text, role: text }),
  signOut: z.object({ session: text.optional() }),
  rootPassword: z.object({
    session: text,
    currentPassword: password,
    newPassword: password,
    mfaCode: z.string().max(16).optional(),
  }),
  rootDetails: z.object({
    session: text,
    currentPassword: password,
    mfaCode: z.string().max(16).optional(),
    email: email.optional(),
    accountName: accountName.optional(),
  }),
}

/** `/api/signin`: sign-up, the sign-in's steps, sessions, the page's credentials, root's own settings. */
export function signinRouter(services: SignInServices): Router {
  const router = Router()
  const { events, devices } = services
  const sessions = new ConsoleSessions(services)
  const challenges = new Challenges(services.monotonic, services.random)
  services.accounts.onEnded((accountId) => challenges.forget(accountId))
  const signIn = new SignIn(services, challenges)
  const root = new RootCredentials(services)

  const answer = async (request: Request, response: Response, outcome: Outcome): Promise<void> => {
    if (outcome.state !== 'signed-in') {
      response.json(outcome)
      return
    }
    const { principal, mfaAt } = outcome
    const session = await sessions.add(request, response, {
      accountId: principal.account.accountId,
      incarnation: principal.account.incarnation,
      principalId: principal.principalId,
      ...(mfaAt === undefined ? {} : { mfaAt }),
    })
    await devices.remember(request, response, principal, mfaAt !== undefined)
    response.json({ state: 'signed-in', session: await sessionInfo(services, session) })
  }

  const post = <T>(
    path: string,
    schema: z.ZodType<T>,
    handle: (body: T, request: Request, response: Response) => Promise<void>,
  ) => router.post(path, async (request, response) => handle(schema.parse(request.body ?? {}), request, response))

  post('/sign-up', BODIES.signUp, async (body, request, response) => {
    const documentsOf = await services.ownedBy(request, response)
    response.status(201).json(await signUp(services, body, documentsOf, sourceOf(request)))
  })

  post('/root/email', BODIES.rootEmail, async (body, request, response) => {
    await findRootEmail(services, body.email, sourceOf(request))
    response.json({})
  })

  post('/', BODIES.signIn, async (body, request, response) => {
    await answer(request, response, await signIn.password(body, sourceOf(request)))
  })

  post('/mfa', BODIES.mfa, async ({ challenge, code }, request, response) => {
    await answer(request, response, await signIn.mfa(challenge, code.replaceAll(' ', ''), sourceOf(request)))
  })

  post('/mfa/resync', BODIES.resync, async ({ challenge, code1, code2 }, request, response) => {
    await signIn.resync(challenge, [code1.replaceAll(' ', ''), code2.replaceAll(' ', '')], sourceOf(request))
    response.json({ resynced: true })
  })

  post('/passkey', BODIES.passkey, async ({ challenge, response: proof }, request, response) => {
    await answer(request, response, await signIn.passkey(challenge, proof, sourceOf(request)))
  })

  post('/passkey/enrolment', BODIES.startPasskey, async ({ session, userName }, request, response) => {
    const found = await sessions.find(request, session)
    response.json(await startPasskey(services, challenges, found, userName, sourceOf(request)))
  })

  post('/passkey/enrol', BODIES.finishPasskey, async ({ session, response: proof, ...enrolment }, request, response) => {
    const found = await sessions.find(request, session)
    const wanted = { ...enrolment, userName: enrolment.userName, response: proof }
    response.status(201).json(await finishPasskey(services, challenges, found, wanted, sourceOf(request)))
  })

  post('/change-password', BODIES.change, async ({ challenge: id, ...passwords }, request, response) => {
    const source = sourceOf(request)
    const { challenge, principal } = await signIn.forcedChange(id, source)
    await changeForcedPassword(services, principal, challenge, passwords, source)
    await answer(request, response, await signIn.changed(id, challenge, source))
  })

  router.get('/sessions', async (request, response) => {
    const infos = await Promise.all((await sessions.of(request)).map((session) => sessionInfo(services, session)))
    response.json({ sessions: infos.filter((info) => info !== undefined) })
  })

  post('/credentials', BODIES.session, async ({ session }, request, response) => {
    response.json(await consoleCredentials(services, await sessions.find(request, session)))
  })

  post('/switch-role', BODIES.switchRole, async ({ session, ...wanted }, request, response) => {
    const from = await sessions.find(request, session)
    const { account, roleId, sessionName, durationMs } = await switchRole(services, from, wanted, sourceOf(request))
    const role = { sessionName, from: from.role?.from ?? from.id }
    const switched = await sessions.add(request, response, { ...account, principalId: roleId, role }, durationMs)
    response.json({ session: await sessionInfo(services, switched) })
  })

  post('/sign-out', BODIES.signOut, async ({ session }, request, response) => {
    for (const gone of await sessions.remove(request, response, session)) {
      const principal = await principalOf(services.accounts, gone)
      const source = sourceOf(request)
      if (principal)
        await events.record(principal, { name: 'SignOut', requestId: source.requestId, outcome: 'success' }, source)
    }
    response.json({})
  })

  post('/root/password', BODIES.rootPassword, async ({ session, newPassword, ...proof }, request, response) => {
    const found = await sessions.find(request, session)
    response.json({ passwordScore: await root.changePassword(found, proof, newPassword, sourceOf(request)) })
  })

  post(
    '/root/details',
    BODIES.rootDetails,
    async ({ session, email: newEmail, accountName: name, ...proof }, request, response) => {
      const found = await sessions.find(request, session)
      await root.changeDetails(found, proof, { email: newEmail, accountName: name }, sourceOf(request))
      response.json(await sessionInfo(services, found))
    },
  )

  router.use((error: unknown, _request: Request, _response: Response, next: NextFunction) =>
    next(error instanceof AccountGone ? notSignedIn() : error),
  )
  return router
}
