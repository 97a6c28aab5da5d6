import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { signInRequest } from '../../signin/request.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownAccount } from './requests.js'

/**
 * A new root password, for the operator's token alone: to own an account is not to know its credentials (decision 29).
 * Errors: NotTheOperator, NoSuchAccount.
 */
export function rootPasswordRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { learners, accounts, recoverRoot } = context

  routes.answer('POST /lab/accounts/:id/root-password', async (request) => {
    if (!learners.isOperator(request)) {
      throw new ApiError(403, 'NotTheOperator', 'Only the person who started this server can set a new root password.', {
        nextStep: 'Run iam-dojo account reset-password on the server’s machine.',
      })
    }
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    return recoverRoot(await accounts.existing(accountId), signInRequest(request))
  })
}
