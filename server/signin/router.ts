import { type Request, type Response, Router } from 'express'
import { whenAccountGone } from '../api/answer-errors.js'
import { Routes } from '../api/routes.js'
import { BODIES } from './bodies.js'
import { Challenges } from './challenges.js'
import { changeForcedPassword } from './change-password.js'
import { consoleCredentials } from './console-credentials.js'
import { type ConsoleSession, ConsoleSessions } from './console-sessions.js'
import type { AddedSession, SignInApi, SignInStep } from './contract.js'
import { finishPasskey, startPasskey } from './enrol-passkey.js'
import { notSignedIn } from './errors.js'
import { principalOf } from './principal.js'
import { signInRequest } from './request.js'
import { RootCredentials } from './root-credentials.js'
import { findRootEmail } from './root-email.js'
import type { SignInServices } from './services.js'
import { type SessionInfo, sessionInfo } from './session-info.js'
import { type Outcome, SignIn } from './sign-in.js'
import { signUp } from './sign-up.js'
import { switchRole } from './switch-role.js'

/** `/api/signin`: sign-up, the sign-in's steps, sessions, the page's credentials, root's own settings. */
export function signinRouter(services: SignInServices): Router {
  const router = Router()
  const routes = new Routes<SignInApi>(router, '/signin')
  const sessions = new ConsoleSessions(services)
  const challenges = new Challenges(services)
  beforeSignInRoutes(routes, services)
  stepRoutes(routes, services, sessions, challenges)
  passkeyRoutes(routes, services, sessions, challenges)
  sessionRoutes(routes, services, sessions)
  rootRoutes(routes, services, sessions)
  router.use(whenAccountGone(notSignedIn))
  return router
}

type SignInRoutes = Routes<SignInApi>

/** A new account, and the first page of root's sign-in. */
function beforeSignInRoutes(routes: SignInRoutes, services: SignInServices): void {
  routes.take('POST /signin/sign-up', BODIES.signUp, async (body, request, response) => {
    const documentsOf = await services.ownedBy(request, response)
    response.status(201)
    return signUp(services, body, documentsOf, signInRequest(request))
  })

  routes.take('POST /signin/root/email', BODIES.rootEmail, async (body, request) => {
    await findRootEmail(services, body.email, signInRequest(request))
    return {}
  })
}

/** Password ▸ MFA ▸ forced change: each step answers what comes next. */
function stepRoutes(routes: SignInRoutes, services: SignInServices, sessions: ConsoleSessions, challenges: Challenges): void {
  const signIn = new SignIn(services, challenges)

  const next = async (request: Request, response: Response, outcome: Outcome): Promise<SignInStep> => {
    if (outcome.state !== 'signed-in') return outcome
    const { principal, mfaAt } = outcome
    const added = await sessions.add(request, response, {
      accountId: principal.account.accountId,
      incarnation: principal.account.incarnation,
      principalId: principal.principalId,
      ...(mfaAt === undefined ? {} : { mfaAt }),
    })
    await services.devices.remember(request, response, principal, mfaAt !== undefined)
    return { state: 'signed-in', ...(await infosOf(services, added)) }
  }

  routes.take('POST /signin', BODIES.signIn, async (body, request, response) => {
    return next(request, response, await signIn.password(body, signInRequest(request)))
  })

  routes.take('POST /signin/mfa', BODIES.mfa, async ({ challenge, code }, request, response) => {
    return next(request, response, await signIn.mfa(challenge, code.replaceAll(' ', ''), signInRequest(request)))
  })

  routes.take('POST /signin/mfa/resync', BODIES.resync, async ({ challenge, code1, code2 }, request) => {
    await signIn.resync(challenge, [code1.replaceAll(' ', ''), code2.replaceAll(' ', '')], signInRequest(request))
    return { resynced: true }
  })

  routes.take('POST /signin/passkey', BODIES.passkey, async ({ challenge, response: proof }, request, response) => {
    return next(request, response, await signIn.passkey(challenge, proof, signInRequest(request)))
  })

  routes.take('POST /signin/change-password', BODIES.change, async ({ challenge: id, ...passwords }, request, response) => {
    const source = signInRequest(request)
    const { challenge, principal } = await signIn.forcedChange(id, source)
    await changeForcedPassword(services, principal, challenge, passwords, source)
    return next(request, response, await signIn.changed(id, challenge, source))
  })
}

/** The enrolment of a passkey by whoever is signed in. */
function passkeyRoutes(
  routes: SignInRoutes,
  services: SignInServices,
  sessions: ConsoleSessions,
  challenges: Challenges,
): void {
  routes.take('POST /signin/passkey/enrolment', BODIES.startPasskey, async ({ session, userName }, request) => {
    const found = await sessions.find(request, session)
    return startPasskey(services, challenges, found, userName, signInRequest(request))
  })

  routes.take(
    'POST /signin/passkey/enrol',
    BODIES.finishPasskey,
    async ({ session, response: proof, ...enrolment }, request, response) => {
      const found = await sessions.find(request, session)
      const wanted = { ...enrolment, userName: enrolment.userName, response: proof }
      response.status(201)
      return finishPasskey(services, challenges, found, wanted, signInRequest(request))
    },
  )
}

/** The sessions of the browser's cookie, and what the page may do with one. */
function sessionRoutes(routes: SignInRoutes, services: SignInServices, sessions: ConsoleSessions): void {
  routes.answer('GET /signin/sessions', async (request) => {
    const infos = await Promise.all((await sessions.of(request)).map((session) => sessionInfo(services, session)))
    return { sessions: infos.filter((info) => info !== undefined) }
  })

  routes.take('POST /signin/credentials', BODIES.session, async ({ session }, request) => {
    return consoleCredentials(services, await sessions.find(request, session))
  })

  routes.take('POST /signin/switch-role', BODIES.switchRole, async ({ session, ...wanted }, request, response) => {
    const from = await sessions.find(request, session)
    const { account, roleId, sessionName, durationMs } = await switchRole(services, from, wanted, signInRequest(request))
    const role = { sessionName, from: from.role?.from ?? from.id }
    return infosOf(services, await sessions.add(request, response, { ...account, principalId: roleId, role }, durationMs))
  })

  routes.take('POST /signin/sign-out', BODIES.signOut, async ({ session }, request, response) => {
    for (const gone of await sessions.remove(request, response, session)) {
      const principal = await principalOf(services.accounts, gone)
      if (principal) await services.events.succeeded(principal, { name: 'SignOut' }, signInRequest(request))
    }
    return {}
  })
}

/** What root changes on a page of its own. */
function rootRoutes(routes: SignInRoutes, services: SignInServices, sessions: ConsoleSessions): void {
  const root = new RootCredentials(services)

  routes.take('POST /signin/root/password', BODIES.rootPassword, async ({ session, newPassword, ...proof }, request) => {
    const found = await sessions.find(request, session)
    return { passwordScore: await root.changePassword(found, proof, newPassword, signInRequest(request)) }
  })

  routes.take(
    'POST /signin/root/details',
    BODIES.rootDetails,
    async ({ session, email: newEmail, accountName: name, ...proof }, request) => {
      const found = await sessions.find(request, session)
      await root.changeDetails(found, proof, { email: newEmail, accountName: name }, signInRequest(request))
      return infoOf(services, found)
    },
  )
}

async function infosOf(
  services: SignInServices,
  { session, ended }: Awaited<ReturnType<ConsoleSessions['add']>>,
): Promise<AddedSession> {
  // Undefined as well if who was signed in there is gone: nobody misses that session.
  const gone = ended && (await sessionInfo(services, ended))
  return { session: await infoOf(services, session), ...(gone ? { ended: gone } : {}) }
}

async function infoOf(services: SignInServices, session: ConsoleSession): Promise<SessionInfo> {
  const info = await sessionInfo(services, session)
  if (!info) throw notSignedIn()
  return info
}
