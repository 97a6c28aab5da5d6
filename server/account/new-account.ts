import { Account, Draft } from './account.js'
import { foldedEmail } from './account-names.js'
import { newAccountId } from './ids.js'
import type { Instant, Random } from './ports.js'
import { Secret } from './secret.js'

export interface NewAccount {
  /** 12 digits; made up when undefined. */
  accountId: string | undefined
  name: string
  email: string
  /** Of the root user; hashed before, since hashing is slow. */
  passwordHash: string
  /** zxcvbn's 0–4; undefined if the estimate came too late. */
  passwordScore: number | undefined
  now: Instant
  random: Random
}

/** The first rows of an account: nothing but its root user. The e-mail is unique among all accounts, ignoring case. */
export function newAccount({ accountId, name, email, passwordHash, passwordScore, now, random }: NewAccount): Draft {
  const draft = new Draft(new Account(accountId ?? newAccountId(random), 0, []))
  draft.put('Account', {
    accountId: draft.accountId,
    name,
    email,
    createDate: now,
    clockOffset: 0,
    sealingKey: newSealingKey(random),
    rootPassword: {
      hash: passwordHash,
      changedAt: now,
      ...(passwordScore === undefined ? {} : { score: passwordScore }),
    },
  })
  draft.claim({ kind: 'root-email', value: foldedEmail(email) }, () => new Error(`the email address ${email} is taken`))
  return draft
}

/** 32 random bytes in Base64. */
export function newSealingKey(random: Random): Secret {
  return new Secret(btoa(String.fromCharCode(...random.bytes(32))))
}
