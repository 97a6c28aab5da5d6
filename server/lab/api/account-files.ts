import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { Turnstile } from '../../bounds/turnstile.js'
import { rootProof } from '../../signin/root-proof.js'
import { exportAccount } from '../account-file/export-account.js'
import { passphraseSchema } from '../account-file/file-key.js'
import { importAccount } from '../account-file/import-account.js'
import { openAccountFile } from '../account-file/open-account-file.js'
import type { LabApi } from './contract.js'
import { type ImportBody, importBody } from './import-body.js'
import { type LabContext, ownAccount, refuseByClass } from './requests.js'

/** Files are large: one at a time is taken in or handed out, and a few may wait. */
const MAY_WAIT = 5

/** The operator doesn't wait behind the others. */
const turnstiles = () => ({ operator: new Turnstile(MAY_WAIT), others: new Turnstile(MAY_WAIT) })

/**
 * `POST /accounts/:id/export` `{ passphrase, currentPassword, mfaCode?, session? }` answers the file, which holds
 * credentials: the account's learner proves to be its root user first. The operator's token is proof enough.
 * `POST /accounts/import` takes a file in: a line of JSON, `{ passphrase, replace? }`, and the file after it. Anyone who
 * imports an account that is not here owns it. Wrong passphrases are slow by themselves (scrypt), and none is ever logged.
 */
export function accountFileRoutes(router: Router, routes: Routes<LabApi>, context: LabContext): void {
  const { learners, engine, proveRoot } = context
  const exports = turnstiles()
  const imports = turnstiles()
  const inTurn = <T>({ operator, others }: typeof exports, request: Request, work: () => Promise<T>): Promise<T> => {
    const done = (learners.isOperator(request) ? operator : others).enter(work)
    if (!done) throw new ApiError(503, 'Busy', 'The server is busy with other account files. Try again in a minute.')
    return done
  }

  router.post('/accounts/:id/export', async (request, response) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    await refuseByClass(context, request, 'export', { accountId })
    const { passphrase } = z.object({ passphrase: passphraseSchema }).parse(request.body)
    if (!learners.isOperator(request)) await proveRoot(request, accountId, rootProof.parse(request.body))
    const fixture = await learners.fixtureOf(accountId)
    await inTurn(exports, request, async () => {
      const deriveKey = context.deriveKey(learners.isOperator(request) ? 'operator' : 'file')
      const partners = await Promise.all(
        (await context.partners.allOf(accountId)).map(async (partner) => {
          const from = await learners.fixtureOf(partner.accountId)
          return { ...partner, ...(from ? { fixture: from } : {}) }
        }),
      )
      const of = { accountId, passphrase, deriveKey, partners, ...(fixture ? { fixture } : {}) }
      const file = await exportAccount(context, engine, of)
      if (file === undefined) throw new ApiError(404, 'NoSuchAccount', `There is no account ${accountId}.`)
      response.attachment(`iam-dojo-${accountId}.account`).type('text/plain')
      await sendFile(file, response)
    })
  })

  routes.answer('POST /lab/accounts/import', (request, response) =>
    inTurn(imports, request, async () => {
      await refuseByClass(context, request, 'import')
      const body = await importBody(request)
      try {
        return await takeIn(context, body, request, response)
      } finally {
        await body.file.close()
        // Whoever still sends would not hear the answer.
        request.resume()
      }
    }),
  )
}

const MAX_DOWNLOAD_MS = 60_000

/** A client that goes away, or hardly reads, keeps nobody waiting. */
async function sendFile(file: AsyncIterable<string>, response: Response): Promise<void> {
  const slow = setTimeout(() => response.destroy(), MAX_DOWNLOAD_MS)
  try {
    await pipeline(Readable.from(file), response)
  } catch (error) {
    if (!response.destroyed) throw error
  } finally {
    clearTimeout(slow)
  }
}

async function takeIn(
  context: LabContext,
  body: ImportBody,
  request: Request,
  response: Response,
): Promise<LabApi['POST /lab/accounts/import']['answer']> {
  const { learners, accounts, course, clock, partners, readFile } = context
  const { passphrase, replace, file } = body
  const operator = learners.isOperator(request)
  const learner = await learners.enter(request, response)
  const opened = await openAccountFile(readFile(operator ? 'operator' : 'file'), file, { passphrase, now: clock.now() })
  const { accountId, content } = opened
  const owned = await learners.ownership(learner, accountId)
  const present = await accounts.get(accountId)
  const exists = present !== undefined
  if (exists) refuseUnless(replace, operator || owned !== undefined, accountId)
  if (exists) await refuseByClass(context, request, 'import', { accountId })
  const ownership = (of: string, id: string, { fixture }: Pick<typeof content, 'fixture'>) => {
    const known = fixture !== undefined && course().fixtures.has(fixture)
    return learners.ownershipOf(of, { accountId: id, ...(known ? { fixture } : {}) })
  }
  // What the operator replaces stays its owner's.
  const owners = exists && !owned ? await learners.ownersOf(accountId) : [learner]
  const before = await partners.refsOf(accounts, accountId)
  const incarnationOf = (id: string) => before.find((one) => one.accountId === id)?.incarnation
  const seconds = opened.partners.map((partner) => ({
    opened: partner,
    replaces: incarnationOf(partner.accountId),
    documents: [
      partners.documentOf({ accountId, lesson: partner.lesson }, partner.accountId),
      ...owners.map((owner) => ownership(owner, partner.accountId, partner.content)),
    ],
  }))
  const kept = exists && !owned ? await learners.ownershipsOf(accountId) : [ownership(learner, accountId, content)]
  const documents = [...kept, ...(exists ? await partners.documentsOf(accountId) : [])]
  const removes = before.filter((one) => !opened.partners.some((partner) => partner.accountId === one.accountId))
  const make = () =>
    importAccount(context, { opened, replaces: present?.incarnation, documents }, { partners: seconds, removes })
  await (exists ? make() : (context.classRules?.withPlaceForAccount(learner, make) ?? make()))
  response.status(exists ? 200 : 201)
  return { accountId, replaced: exists }
}

function refuseUnless(replace: boolean, mayReplace: boolean, accountId: string): void {
  if (!mayReplace) {
    throw new ApiError(
      409,
      'AccountExists',
      `Account ${accountId} is already on this server, and it isn't yours. Nothing was changed.`,
    )
  }
  if (!replace) {
    const message = `Account ${accountId} is already on this server. If you replace it, everything in it is deleted.`
    throw new ApiError(409, 'AccountExists', message, { replaceable: true })
  }
}
