import { PASSWORD, type Stage } from './stage.js'

export interface Flow {
  /** What happens; a kill at any moment of it leaves before or after. */
  name: string
  /** What is there before; what it returns is what happens. */
  prepare: (stage: Stage) => Promise<() => Promise<unknown>>
  /** It changes nothing that is kept. */
  reads?: true
  /** Collections of documents that follow in a commit of their own, since all is well without them. */
  later?: readonly string[]
}

/** Whoever starts the lesson again gets the same. */
const PROGRESS = ['lesson-progress', 'lesson-on-screen', 'learner-address', 'actor-memory', 'lesson-start']
/** Without it, the browser waits in the lane that everybody shares, until it signs in again. */
const DEVICE = ['console-device']

/** The fixture's account, as the first who asks has it played: made again if it isn't there. */
const TEMPLATE = ['account-template']

/** Every flow that writes more than one row. A new one is one line here. */
export const FLOWS: readonly Flow[] = [
  { name: 'sign-up', prepare: async (stage) => () => stage.signUp({ rootAccessKey: false }) },
  { name: 'sign-up with an access key of root', prepare: async (stage) => () => stage.signUp() },
  { name: 'start of the course', later: TEMPLATE, prepare: async (stage) => () => stage.api('POST', '/api/lab/course', {}) },
  {
    name: 'account of an exam',
    later: TEMPLATE,
    prepare: async (stage) => () => stage.api('POST', '/api/lab/lessons/capstone/account', {}),
  },
  { name: 'import of a new account', prepare: importing },
  { name: 'import in the place of an account', prepare: replacing },
  { name: 'import of an account and a second one', prepare: importingWithPartner },
  { name: 'reset', prepare: withLesson((stage, accountId) => stage.api('POST', `/api/lab/accounts/${accountId}/reset`, {})) },
  { name: 'reset of an account of the course', prepare: resettingCourse },
  { name: 'deletion', prepare: withLesson((stage, accountId) => stage.api('DELETE', `/api/lab/accounts/${accountId}`)) },
  { name: 'start of a lesson that needs a fixture', later: PROGRESS, prepare: startingLesson },
  { name: 'start of a lesson that has a second account', later: [...PROGRESS, ...TEMPLATE], prepare: startingWithPartner },
  { name: 'back to the start of a lesson', later: PROGRESS, prepare: goingBack('users-groups') },
  { name: 'back to the start of a lesson that has a second account', later: PROGRESS, prepare: goingBack('two-accounts') },
  {
    name: 'reset of an account and a second one',
    prepare: withPartner((stage, accountId) => stage.api('POST', `/api/lab/accounts/${accountId}/reset`, {})),
  },
  {
    name: 'deletion of an account and a second one',
    prepare: withPartner((stage, accountId) => stage.api('DELETE', `/api/lab/accounts/${accountId}`)),
  },
  { name: 'sign-in', later: DEVICE, prepare: signingIn },
  { name: 'sign-in to a second account', later: DEVICE, prepare: signingInTwice },
  { name: 'sign-in by a browser that is known', later: DEVICE, prepare: signingInAgain },
  { name: 'sign-out', prepare: signingOut },
  { name: 'entering as the person at the machine', prepare: entering },
  { name: 'export', reads: true, prepare: exporting },
  {
    name: 'clock',
    prepare: withLesson((stage, accountId) => stage.api('POST', `/api/lab/accounts/${accountId}/clock`, { forward: '40d' })),
  },
  { name: 'new password of root', prepare: changingPassword },
  { name: 'new email of root', prepare: changingEmail },
]

/** An account whose learner has begun a lesson. */
function withLesson(run: (stage: Stage, accountId: string) => Promise<unknown>): Flow['prepare'] {
  return async (stage) => {
    const account = await stage.signUp()
    await stage.call('iam', 'CreateAccountAlias', { AccountAlias: `alias-${account.accountId}` }, account)
    await stage.api('POST', '/api/lab/lessons/users-groups/start', { account: account.accountId, setUp: true })
    return () => run(stage, account.accountId)
  }
}

async function importing(stage: Stage) {
  const account = await stage.signUp()
  await stage.api('POST', '/api/lab/lessons/users-groups/start', { account: account.accountId, setUp: true })
  const file = await stage.exported(account)
  await stage.api('DELETE', `/api/lab/accounts/${account.accountId}`)
  return () => stage.imported(file)
}

async function importingWithPartner(stage: Stage) {
  const account = await stage.signUp()
  await stage.api('POST', '/api/lab/lessons/two-accounts/start', { account: account.accountId, setUp: true })
  const file = await stage.exported(account)
  return () => stage.imported(file, true)
}

async function replacing(stage: Stage) {
  const account = await stage.signUp()
  await stage.api('POST', '/api/lab/lessons/users-groups/start', { account: account.accountId, setUp: true })
  const file = await stage.exported(account)
  await stage.call('iam', 'CreateUser', { UserName: 'later' }, account)
  await stage.api('POST', '/api/lab/lessons/password-policy/start', { account: account.accountId, setUp: true })
  return () => stage.imported(file, true)
}

async function resettingCourse(stage: Stage) {
  const { accountId } = await stage.api<{ accountId: string }>('POST', '/api/lab/course', {})
  await stage.api('POST', '/api/lab/lessons/dashboard/start', { account: accountId })
  return () => stage.api('POST', `/api/lab/accounts/${accountId}/reset`, {})
}

async function startingLesson(stage: Stage) {
  const { accountId } = await stage.signUp()
  return () => stage.api('POST', '/api/lab/lessons/rotation/start', { account: accountId, setUp: true })
}

async function startingWithPartner(stage: Stage) {
  const { accountId } = await stage.signUp()
  return () => stage.api('POST', '/api/lab/lessons/two-accounts/start', { account: accountId, setUp: true })
}

/** An account that changed since the lesson began. */
function goingBack(lesson: string): Flow['prepare'] {
  return async (stage) => {
    const account = await stage.signUp()
    await stage.api('POST', `/api/lab/lessons/${lesson}/start`, { account: account.accountId, setUp: true })
    await stage.call('iam', 'CreateUser', { UserName: 'later' }, account)
    return () => stage.api('POST', `/api/lab/lessons/${lesson}/back-to-start`, { account: account.accountId })
  }
}

/** An account whose learner has begun a lesson with a second account. */
function withPartner(run: (stage: Stage, accountId: string) => Promise<unknown>): Flow['prepare'] {
  return async (stage) => {
    const { accountId } = await stage.signUp()
    await stage.api('POST', '/api/lab/lessons/two-accounts/start', { account: accountId, setUp: true })
    return () => run(stage, accountId)
  }
}

async function signingIn(stage: Stage) {
  const account = await stage.signUp()
  return () => stage.signIn(account)
}

async function signingInTwice(stage: Stage) {
  await stage.signIn(await stage.signUp())
  const account = await stage.signUp()
  return () => stage.signIn(account)
}

async function signingInAgain(stage: Stage) {
  const account = await stage.signUp()
  await stage.signIn(account)
  return () => stage.signIn(account)
}

async function signingOut(stage: Stage) {
  const session = await stage.signIn(await stage.signUp())
  return () => stage.api('POST', '/api/signin/sign-out', { session })
}

/** With an account that the browser's learner hands over. */
async function entering(stage: Stage) {
  await stage.signUp()
  const { code } = await stage.operator<{ code: string }>('POST', '/api/lab/enter-codes', {})
  return () => stage.api('POST', '/api/lab/enter', { code })
}

async function exporting(stage: Stage) {
  const account = await stage.signUp()
  return () => stage.exported(account)
}

async function changingPassword(stage: Stage) {
  const session = await stage.signIn(await stage.signUp())
  const body = { session, currentPassword: PASSWORD, newPassword: 'another Orbit pickle 30' }
  return () => stage.api('POST', '/api/signin/root/password', body)
}

async function changingEmail(stage: Stage) {
  const session = await stage.signIn(await stage.signUp())
  const body = { session, currentPassword: PASSWORD, email: `new-${session}@example.com`.slice(-60), accountName: 'Other' }
  return () => stage.api('POST', '/api/signin/root/details', body)
}
