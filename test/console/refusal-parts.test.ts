import { expect, it } from 'vitest'
import { errorParts, isDenied } from '../../client/shared/error-parts.js'
import { nextStep } from '../../client/shared/next-step.js'

/** As EC2 says it and AWS's SDK throws it. */
const SENTENCE =
  'You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/nora is not authorized to perform: ' +
  'ec2:RunInstances on resource: arn:aws:ec2:us-east-1:111122223333:instance/* because no identity-based policy allows the ' +
  'ec2:RunInstances action.'
const refusal = Object.assign(new Error(`${SENTENCE} Encoded authorization failure message: abc-DEF_1`), {
  name: 'UnauthorizedOperation',
})

it('takes what EC2 encoded out of its message', () => {
  expect(errorParts(refusal)).toEqual({ code: 'UnauthorizedOperation', message: SENTENCE, encoded: 'abc-DEF_1' })
  expect(isDenied(refusal)).toBe(true)
  expect(nextStep(refusal)).toMatch(/^You’re signed in, but no policy allows this/)
})

it('leaves other messages as they are', () => {
  const other = Object.assign(new Error('The keypair already exists'), { name: 'InvalidKeyPair.Duplicate' })
  expect(errorParts(other)).toEqual({ code: 'InvalidKeyPair.Duplicate', message: 'The keypair already exists' })
  expect(isDenied(other)).toBe(false)
})
