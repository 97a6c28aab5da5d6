import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { accountNameProblem, emailProblem, normalizedName } from '../account/account-names.js'
import { ACCOUNT_ID } from '../api/parameters.js'

const text = z.string().min(1).max(256)
const password = z.string().min(1).max(128)
/** A new name of an account or its root user, in its one form. */
const newName = (problemOf: (name: string) => string | undefined) =>
  z
    .string()
    .max(256)
    .transform(normalizedName)
    .superRefine((name, { addIssue }) => {
      const problem = problemOf(name)
      if (problem) addIssue(problem)
    })
const email = newName(emailProblem)
const accountName = newName(accountNameProblem)

/** Its form is WebAuthn's affair: the library checks all of it. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** What the routes take. */
export const BODIES = {
  signUp: z.object({
    email,
    password,
    accountName,
    accountId: ACCOUNT_ID.optional(),
    rootAccessKey: z.boolean().optional(),
  }),
  rootEmail: z.object({ email: text }),
  signIn: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('root'), email: text, password }),
    z.object({ kind: z.literal('iam'), account: text, userName: text, password }),
  ]),
  mfa: z.object({ challenge: text, code: z.string().max(16) }),
  resync: z.object({ challenge: text, code1: z.string().max(16), code2: z.string().max(16) }),
  passkey: z.object({ challenge: text, response: z.custom<AuthenticationResponseJSON>(isObject) }),
  startPasskey: z.object({ session: text, userName: text.optional() }),
  finishPasskey: z.object({
    session: text,
    challenge: text,
    deviceName: z.string().regex(/^[\w+=,.@-]{1,128}$/, 'up to 128 characters: letters, digits, and + = , . @ - _'),
    userName: text.optional(),
    response: z.custom<RegistrationResponseJSON>(isObject),
  }),
  change: z.object({ challenge: text, oldPassword: password, newPassword: password }),
  session: z.object({ session: text }),
  switchRole: z.object({ session: text, account: text, role: text }),
  signOut: z.object({ session: text.optional() }),
  rootPassword: z.object({
    session: text,
    currentPassword: password,
    newPassword: password,
    mfaCode: z.string().max(16).optional(),
  }),
  rootDetails: z.object({
    session: text,
    currentPassword: password,
    mfaCode: z.string().max(16).optional(),
    email: email.optional(),
    accountName: accountName.optional(),
  }),
}
