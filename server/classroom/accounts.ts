import { accountEntity, type Draft } from '../account/account.js'
import { newAccount } from '../account/new-account.js'
import type { AccountDocument } from '../account/repository.js'
import { StagedAccount } from '../account/staged-account.js'
import { type AccountListing, describeAccount } from '../lab/accounts/describe.js'
import { makeInheritedAccount } from '../lab/accounts/inherited-account.js'
import { NEW_ROOT_PASSWORD_SCORE } from '../signin/recover-root.js'
import type { WelcomeCard } from './contract.js'
import { isExamAccount } from './exam/exam-accounts.js'
import type { ClassRow, LearnerRow } from './rows.js'
import type { ClassroomServices } from './services.js'
import { madeUpWords } from './words.js'

const MAX_ATTEMPTS = 5
/** RFC 2606: nobody's mailbox. */
const DOMAIN = 'class.example'

type Services = Pick<ClassroomServices, 'lab' | 'rootPasswords'>

/** The learner's first account, as their card says it; undefined if they have none any more. */
export async function firstAccount(
  { lab }: Pick<Services, 'lab'>,
  learnerId: string,
): Promise<WelcomeCard['account'] | undefined> {
  for (const { accountId } of await lab.learners.accountsOf(learnerId)) {
    if ((await lab.partners.isOf(accountId)) || (await isExamAccount({ lab }, accountId))) continue
    const listing = await describeAccount(lab, accountId)
    if (listing) return cardOf(listing)
  }
  return undefined
}

/** Makes a learner an account as their class wants it: new and empty, or as the class's fixture left it. */
export async function makeAccount(
  services: Services,
  { body: { fixture: name } }: ClassRow,
  { id, body }: Pick<LearnerRow, 'id' | 'body'>,
): Promise<WelcomeCard['account']> {
  const { lab } = services
  const fixture = name === undefined ? undefined : lab.course().fixtures.get(name)
  const made = fixture?.account
    ? await inherited(services, id, { name: name ?? '', fixture })
    : await empty(services, id, body.name)
  const listing = await describeAccount(lab, made.accountId)
  if (!listing) throw new Error('an account is gone as soon as it was made')
  return { ...cardOf(listing), password: made.password }
}

function cardOf({ accountId, alias, email, signInUrl }: AccountListing): WelcomeCard['account'] {
  return { accountId, email, signInUrl, ...(alias === undefined ? {} : { alias }) }
}

interface Made {
  accountId: string
  password: string
}

async function inherited(
  { lab, rootPasswords }: Services,
  learnerId: string,
  { name, fixture }: { name: string; fixture: Parameters<typeof makeInheritedAccount>[1] },
): Promise<Made> {
  const documentsOf = (accountId: string) => [lab.learners.ownershipOf(learnerId, { accountId, fixture: name })]
  const { password, hash } = await rootPasswords.take(['account', learnerId])
  const rootPassword = { hash, changedAt: lab.clock.now(), score: NEW_ROOT_PASSWORD_SCORE }
  const { accountId } = await makeInheritedAccount(lab, fixture, documentsOf, { rootPassword })
  return { accountId, password }
}

/** Root's email and the alias are made up, so they say nothing about who the learner is. */
async function empty({ lab, rootPasswords }: Services, learnerId: string, learnerName: string): Promise<Made> {
  const { password, hash: passwordHash } = await rootPasswords.take(['account', learnerId])
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const alias = newAlias(lab.random)
    const draft = newAccount({
      accountId: undefined,
      name: accountName(learnerName),
      email: `${alias}@${DOMAIN}`,
      passwordHash,
      passwordScore: NEW_ROOT_PASSWORD_SCORE,
      now: lab.clock.now(),
      random: lab.random,
    })
    setAlias(draft, alias)
    const documents: AccountDocument[] = [lab.learners.ownershipOf(learnerId, { accountId: draft.accountId })]
    const staged = new StagedAccount(draft, lab.clock)
    const { status } = await lab.accounts.adopt(await staged.adoption({ documents }))
    if (status === 'adopted') return { accountId: draft.accountId, password }
  }
  throw new Error('no free account ID or alias was found')
}

function setAlias(draft: Draft, alias: string): void {
  draft.claim({ kind: 'alias', value: alias }, () => new Error(`the alias ${alias} is taken`))
  draft.put('Account', { ...accountEntity(draft), alias })
}

/** Such as `quiet-otter-4711`: one of a hundred million. */
function newAlias(random: ClassroomServices['lab']['random']): string {
  const [a = 0, b = 0] = random.bytes(2)
  const number = ((a * 256 + b) % 9000) + 1000
  return `${madeUpWords(random).join('-')}-${number}`
}

/** What AWS takes as an account's name: up to 50 characters, without `<` and `>`. */
const accountName = (learnerName: string): string =>
  [...learnerName.replaceAll(/[<>]/g, ' ')].slice(0, 20).join('').trim() || 'Learner'
