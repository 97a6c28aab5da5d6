import type { AccountView } from '../account/account.js'
import { AwsError } from '../aws/aws-error.js'
import { openText, sealText } from '../credentials/sealed-text.js'
import { query } from '../runner/operation.js'

const PLACE = 'authorization-message'

/** What a refusal says only to whom the account allows to read it: sealed under the account's own key. */
export const encodeAuthorizationMessage = (account: AccountView, message: object): string =>
  sealText(account, PLACE, JSON.stringify(message))

/**
 * Decodes the encoded message of an UnauthorizedOperation error (EC2). Errors: InvalidAuthorizationMessageException.
 * Source: STS API Reference, "DecodeAuthorizationMessage".
 */
export const DecodeAuthorizationMessage = query('sts', 'DecodeAuthorizationMessage', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const message = openText(account, PLACE, input.EncodedMessage)
    if (message === undefined) {
      throw new AwsError({
        code: 'InvalidAuthorizationMessageException',
        httpStatus: 400,
        message: 'Message is not valid',
      })
    }
    return { DecodedMessage: message }
  },
})
