import type { Request } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { clientOf } from '../../proxy/client.js'
import type { BrowserGuest, BrowserStream } from '../../ssh/browser-guest.js'
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
  const { ssh, subscriptions } = context

  async function guestOf(request: Request, account: string): Promise<BrowserGuest> {
    const accountId = await ownAccount(context, request, account)
    const learner = (await context.learners.learnerOf(request)) ?? ''
    return { learner, accountId, address: clientOf(request).address, software: SOFTWARE }
  }

  async function streamOf(request: Request, accountId: string): Promise<BrowserStream> {
    const { publish, taken, watched } = subscriptions.pagesOf(accountId, await watcherOf(context, request))
    return { publish: (output) => publish('ssh', output), taken, watched }
  }

  async function sessionOf(request: Request, account: string) {
    const session = ssh.browser.of(await guestOf(request, account), pathParameter(request, 'id'))
    if (!session) throw new ApiError(404, 'NoSuchSession', 'This SSH session is over.')
    return session
  }

  // For the console's *Connect to instance*.
  routes.answer('GET /lab/ssh', async () => ({ port: context.sshPort() ?? null }))

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
    const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'))
    const proof = {
      ...{ loginName: body.loginName, challenge: body.challenge },
      ...{ publicKey: bytes(body.publicKey), signature: bytes(body.signature) },
    }
    const shell = { size: body.size, command: body.command, input: bytes(body.input) ?? Buffer.alloc(0) }
    const guest = await guestOf(request, body.account)
    return ssh.browser.start(guest, proof, shell, await streamOf(request, guest.accountId))
  })

  routes.take('POST /lab/ssh/sessions/:id/keys', forAccount({ data: base64 }), async (body, request) => {
    const session = await sessionOf(request, body.account)
    session.type(Buffer.from(body.data, 'base64'))
    return {}
  })

  routes.take('POST /lab/ssh/sessions/:id/size', forAccount(size), async (body, request) => {
    const session = await sessionOf(request, body.account)
    session.resize({ columns: body.columns, rows: body.rows })
    return {}
  })

  routes.take('POST /lab/ssh/sessions/:id/end', forAccount({}), async (body, request) => {
    const session = await sessionOf(request, body.account)
    session.close()
    return {}
  })
}
