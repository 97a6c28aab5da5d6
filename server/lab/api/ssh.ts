import type { Request } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { clientOf } from '../../proxy/client.js'
import type { BrowserGuest } from '../../ssh/browser-guest.js'
import { BrowserShells, type SessionKey } from '../browser-shells.js'
import type { LabApi } from './contract.js'
import { forAccount, type LabContext, ownAccount, watcherOf } from './requests.js'

const base64 = z
  .string()
  .max(48_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be Base64')
const loginName = z.string().min(1).max(80)
const size = { columns: z.number().int().min(1).max(1000), rows: z.number().int().min(1).max(1000) }
const SOFTWARE = 'IAM_Dojo_terminal'

/**
 * `/api/lab/ssh`: the browser's terminal logs in to instances. What is printed goes to the event stream of `account`, on
 * the learner's own pages alone.
 */
export function sshRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { ssh } = context
  const shells = new BrowserShells(context)

  async function guestOf(request: Request, account: string): Promise<BrowserGuest> {
    const accountId = await ownAccount(context, request, account)
    const learner = (await context.learners.learnerOf(request)) ?? ''
    return { learner, accountId, address: clientOf(request).address, software: SOFTWARE }
  }

  // For the console's *Connect to instance*, and its *My IP*.
  routes.answer('GET /lab/ssh', async (request) => ({ port: context.sshPort() ?? null, address: clientOf(request).address }))

  routes.answer('GET /lab/ssh/host-key', async () => ({ hostKey: (await ssh.hostKey()).blob.toString('base64') }))

  routes.take('POST /lab/ssh/challenges', forAccount({ loginName }), async (body, request) =>
    ssh.browser.challenge(await guestOf(request, body.account), body.loginName),
  )

  const start = forAccount({
    loginName,
    challenge: z.string().length(43),
    publicKey: base64.optional(),
    signature: base64.optional(),
    size: z.object(size).optional(),
    command: z.string().max(16_000).optional(),
    input: base64.optional(),
  })
  routes.take('POST /lab/ssh/sessions', start, async (body, request) => {
    const { loginName, challenge, publicKey, signature, size, command, input } = body
    const guest = await guestOf(request, body.account)
    const proof = { loginName, challenge, publicKey, signature }
    return shells.start({ guest, proof, shell: { size, command, input }, watcher: await watcherOf(context, request) })
  })

  async function ask(request: Request, account: string, key: SessionKey): Promise<Record<string, never>> {
    const done = await shells.press(await guestOf(request, account), pathParameter(request, 'id'), key)
    if (!done) throw new ApiError(404, 'NoSuchSession', 'This SSH session is over.')
    return {}
  }

  routes.take('POST /lab/ssh/sessions/:id/keys', forAccount({ data: base64 }), (body, request) =>
    ask(request, body.account, { data: body.data }),
  )

  routes.take('POST /lab/ssh/sessions/:id/size', forAccount(size), (body, request) =>
    ask(request, body.account, { columns: body.columns, rows: body.rows }),
  )

  routes.take('POST /lab/ssh/sessions/:id/end', forAccount({}), (body, request) => ask(request, body.account, { end: true }))
}
