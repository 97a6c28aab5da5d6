import { type Course, PASSWORDS, windowOf } from './course.js'
import { commandsOf } from './hints.js'
import type { Person } from './person.js'

/** 5. A password policy, and what it can't do. */
export async function passwordPolicy(course: Course): Promise<void> {
  const { me } = course
  await me.nextLesson('password-policy')
  await me.startLesson('password-policy')
  await me.run(...commandsOf('password-policy', 'policy').flat())
  await me.passed('policy')

  const alice = await windowOf(course, 'alice')
  await tryPoorPasswords(alice)
  await me.page.bringToFront()
  await me.passed('refused')
  await me.fromMenu('Move the clock ahead', '91 days')
  await me.page.getByRole('dialog').waitFor()
  await me.press('Enter')
  await me.page.getByText(/91 days ahead\)/).waitFor()
  await alice.page.bringToFront()
  await signInAgain(alice, 'alice', PASSWORDS.alice)
  await alice.renewPassword(PASSWORDS.alice, PASSWORDS.aliceLater)
  await alice.isAtHome()
  await me.page.bringToFront()
  await me.passed('expired')
  await me.answer('root-policy', 'b')
  await me.passed('root-bound')
  await me.lessonIsComplete()
}

export async function tryPoorPasswords(alice: Person): Promise<void> {
  await alice.fromMenu(/^Account menu/, 'Security credentials')
  await alice.choose('Update console password')
  const dialog = alice.page.getByRole('dialog')
  const poor = { 'Short+1a': 'minimum length', 'no+upper+case+12': 'uppercase', NoSymbolsHere12345: 'symbol' }
  for (const [password, rule] of Object.entries(poor)) {
    await dialog.waitFor()
    await alice.fill('Current password', PASSWORDS.alice)
    await alice.fill('New password', password)
    await alice.fill('Confirm new password', password)
    await alice.press('Enter')
    await dialog.getByText(new RegExp(`^Password should have .*${rule}`)).waitFor()
  }
  await alice.press('Escape')
}

/** Signs out, and in again at the page of the account, which knows its alias. */
export async function signInAgain(someone: Person, userName: string, password: string): Promise<void> {
  await someone.fromMenu(/^Account menu/, 'Sign out')
  await someone.page.getByRole('heading', { name: 'IAM user sign in' }).waitFor()
  await someone.fill('IAM username', userName)
  await someone.fill('Password', password)
  await someone.press('Enter')
}

/** 6. Something you know, something you have. */
export async function mfaDevice(course: Course): Promise<void> {
  const { me, phones } = course
  await me.nextLesson('mfa-virtual-device')
  await me.startLesson('mfa-virtual-device')
  await me.goTo('alice')
  await me.tab('Security credentials')
  await me.choose('Assign MFA device')
  await me.assignPhone(phones.alice, 'alice')
  await me.passed('create-device')
  await me.passed('enable-device')

  const alice = await windowOf(course, 'alice')
  await signInAgain(alice, 'alice', PASSWORDS.aliceLater)
  await alice.typeInto('MFA code', await phones.alice.code())
  await alice.isAtHome()
  await me.page.bringToFront()
  await me.passed('sign-in')

  phones.alice.ahead = 10
  await alice.page.bringToFront()
  await signInAgain(alice, 'alice', PASSWORDS.aliceLater)
  await alice.typeInto('MFA code', await phones.alice.code())
  await alice.page.getByRole('alert').waitFor()
  await me.page.bringToFront()
  const radio = /mfa\/alice/
  await me.tabTo('radio', radio)
  await me.press('Space')
  await me.choose('Resync')
  await me.page.getByRole('dialog').waitFor()
  const [first, second] = phones.alice.pair()
  await me.fill(/^MFA code 1/, first)
  await me.fill(/^MFA code 2/, second)
  await me.press('Enter')
  await me.page.getByText('MFA device resynced.').first().waitFor()
  await alice.page.bringToFront()
  await alice.choose('Cancel')
  await alice.fill('IAM username', 'alice')
  await alice.fill('Password', PASSWORDS.aliceLater)
  await alice.press('Enter')
  await alice.typeInto('MFA code', await phones.alice.code())
  await alice.isAtHome()
  await me.page.bringToFront()
  await me.passed('drift')

  await me.tabTo('radio', radio)
  await me.press('Space')
  await me.choose('Remove')
  await me.page.getByRole('dialog').waitFor()
  await me.choose('Remove')
  await me.page.getByText('MFA device removed.').first().waitFor()
  phones.alice.ahead = 0
  await me.choose('Assign MFA device')
  await me.assignPhone(phones.alice, 'alice')
  await me.passed('lost-phone')
  await me.lessonIsComplete()
}

/** 7. Created once, shown once. */
export async function accessKeys(course: Course): Promise<void> {
  const { me, account } = course
  await me.nextLesson('access-keys')
  await me.startLesson('access-keys')
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['Create', 'List', 'Update', 'Delete'].map((what) => `iam:${what}AccessKey${what === 'List' ? 's' : ''}`),
        Resource: `arn:aws:iam::*:user/\${aws:username}`,
      },
      {
        Effect: 'Allow',
        Action: ['iam:GetAccessKeyLastUsed', 'iam:GetUser'],
        Resource: `arn:aws:iam::*:user/\${aws:username}`,
      },
    ],
  }
  await me.run(
    `echo '${JSON.stringify(policy)}' > own-keys.json`,
    ...commandsOf('access-keys', 'own-keys-policy', { '{{account.id}}': account }).flat(),
  )
  await me.passed('own-keys-policy')

  const alice = await windowOf(course, 'alice')
  await alice.fromMenu(/^Account menu/, 'Security credentials')
  const { id, secret } = await alice.createAccessKey()
  await me.page.bringToFront()
  await me.passed('create-key')
  const [configure = '', call = ''] = commandsOf('access-keys', 'use-key').flat()
  await me.run(configure, id, secret, 'us-east-1', 'json', call)
  await me.passed('use-key')
  await me.run('aws iam list-access-keys --profile alice')
  await me.answer('where-is-secret', 'b')
  await me.passed('find-secret')
  await me.fill('The file', '[deploy]\nregion = us-east-1\nprofile = alice\n')
  await me.choose('Hand in')
  await me.passed('clean-file')
  await me.lessonIsComplete()
}
