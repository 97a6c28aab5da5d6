import { AwsError } from '../aws/aws-error.js'
import { decodeAuthorizationMessage } from '../credentials/authorization-message.js'
import { query } from '../runner/operation.js'

/**
 * Decodes the encoded message of an UnauthorizedOperation error (EC2). Errors: InvalidAuthorizationMessageException.
 * Source: STS API Reference, "DecodeAuthorizationMessage".
 */
export const DecodeAuthorizationMessage = query('sts', 'DecodeAuthorizationMessage', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const message = decodeAuthorizationMessage(account, input.EncodedMessage)
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
