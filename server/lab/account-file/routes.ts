import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { rootProof } from '../../signin/root-proof.js'
import { LabError } from '../lab-error.js'
import { type LabContext, ownAccount, pathParameter, route } from '../router.js'
import { exportAccount } from './export-account.js'
import { importAccount, openAccountFile } from './import-account.js'
import { passphraseSchema } from './sealed-file.js'

/** Of its own, so that the API's small limit for JSON does not meet it. */
const IMPORT_TYPE = 'application/vnd.iam-dojo.import+json'
const MAX_FILE = '32mb'

/** Wrong guesses are slow by themselves (scrypt); what is asked for here is never logged. */
const importSchema = z.object({
  file: z.string(),
  passphrase: z.string().max(1024),
  replace: z.boolean().default(false),
})

/**
 * `POST /accounts/:id/export` `{ passphrase, currentPassword, mfaCode?, session? }` answers the file, which holds
 * credentials: the account's learner proves to be its root user first. The operator's token is proof enough.
 * `POST /accounts/import` `{ file, passphrase, replace? }` takes a file in. Anyone who imports an account that is not
 * here owns it.
 */
export function accountFileRoutes(router: Router, context: LabContext): void {
  const { learners, accounts, engine, course, proveRoot } = context

  router.post(
    '/accounts/:id/export',
    route(async (request, response) => {
      const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
      const { passphrase } = z.object({ passphrase: passphraseSchema }).parse(request.body)
      if (!learners.isOperator(request)) await proveRoot(request, accountId, rootProof.parse(request.body))
      const fixture = await learners.fixtureOf(accountId)
      const file = await exportAccount(context, engine, { accountId, passphrase, ...(fixture ? { fixture } : {}) })
      if (file === undefined) throw new LabError(404, 'NoSuchAccount', `There is no account ${accountId}.`)
      response.attachment(`iam-dojo-${accountId}.json`).type('json').send(file)
    }),
  )

  router.post(
    '/accounts/import',
    express.json({ type: IMPORT_TYPE, limit: MAX_FILE }),
    tooLarge,
    route(async (request, response) => {
      const { file, passphrase, replace } = importSchema.parse(request.body)
      const operator = learners.isOperator(request)
      const learner = await learners.enter(request, response)
      const opened = await openAccountFile(file, passphrase)
      const { accountId, content } = opened
      const owned = await learners.ownership(learner, accountId)
      const present = await accounts.get(accountId)
      const exists = present !== undefined
      if (exists) refuseUnless(replace, operator || owned !== undefined, accountId)
      const { fixture } = content
      const known = fixture !== undefined && course().fixtures.has(fixture)
      const own = learners.ownershipOf(learner, { accountId, ...(known ? { fixture } : {}) })
      // What the operator replaces stays its owner's.
      const documents = exists && !owned ? await learners.ownershipsOf(accountId) : [own]
      await importAccount(context, opened, { replaces: present?.incarnation, documents })
      response.status(exists ? 200 : 201).json({ accountId, replaced: exists })
    }),
  )
}

function refuseUnless(replace: boolean, mayReplace: boolean, accountId: string): void {
  if (!mayReplace) {
    throw new LabError(
      409,
      'AccountExists',
      `Account ${accountId} is on this server already and is not yours. Nothing was changed.`,
    )
  }
  if (!replace) {
    const message = `Account ${accountId} is on this server already. Say that it is to be replaced; all that it holds now would be gone.`
    throw new LabError(409, 'AccountExists', message, { replaceable: true })
  }
}

function tooLarge(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const large = typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large'
  next(large ? new LabError(413, 'TooLarge', 'The file is larger than any account that IAM Dojo exports.') : error)
}
