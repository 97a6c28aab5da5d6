import { expect, it } from 'vitest'
import { nextStep } from '../../client/shared/next-step.js'

/** As AWS's SDK throws it. */
const refusal = (name: string, message: string) => Object.assign(new Error(message), { name })

it.each([
  ['EntityAlreadyExistsException', 'MFA device already exists.', /^A device with this name already exists/],
  ['EntityAlreadyExistsException', 'User with name alice already exists.', /^Choose another name/],
  ['DeleteConflictException', 'Cannot delete a policy attached to entities.', /^Detach the policy/],
  ['DeleteConflictException', 'Cannot delete entity, must delete policies first.', /^Something was added/],
  ['EntityAlreadyExistsException', 'MFA Device is already in use.', undefined],
])('after %s, %s', (name, message, advice) => {
  const step = nextStep(refusal(name, message))
  if (advice === undefined) expect(step).toBeUndefined()
  else expect(step).toMatch(advice)
})
