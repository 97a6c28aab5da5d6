import { z } from 'zod'
import { checkCall } from '../checks/vocabulary.js'
import { known } from '../format/front-matter.js'

const operation = z
  .strictObject({
    /** A check; when it already passes, the operation is left out. */
    unless: checkCall.optional(),
    call: z.string().regex(/^(iam|sts|ec2):[A-Za-z]+$/),
    with: z.record(z.string(), z.unknown()).default({}),
    /** So long ago on the account's clock; for the time of this operation the clock stands there. */
    ageDays: z.number().int().min(1).max(3650).optional(),
  })
  .superRefine(known)

/**
 * What a lesson stands on: an account as it was left behind, or what must be there before the first step. Operations
 * are played in process as root, through the runner that all requests take.
 */
export const fixtureSchema = z.strictObject({
  /** A new account; without it the operations are added to the learner's own. */
  account: z
    .strictObject({
      name: z.string(),
      /** The local part and the domain of root's e-mail; the account's last digits come between them. */
      email: z.tuple([z.string(), z.string()]),
      password: z.string(),
      /** How long ago it was made, on the account's clock. */
      ageDays: z.number().int().min(0).max(3650),
    })
    .optional(),
  operations: z.array(operation),
})
export type Fixture = z.infer<typeof fixtureSchema>
