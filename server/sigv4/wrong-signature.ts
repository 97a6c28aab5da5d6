import { AwsError } from '../aws/aws-error.js'
import type { SignatureCause } from './diagnose.js'

/** SignatureDoesNotMatch, with the one mistake that gives the client's signature, where there is one. */
export class WrongSignature extends AwsError {
  readonly mistake: SignatureCause | undefined

  constructor(mistake: SignatureCause | undefined) {
    super({
      code: 'SignatureDoesNotMatch',
      httpStatus: 403,
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      reason: 'signature',
    })
    this.mistake = mistake
  }
}
