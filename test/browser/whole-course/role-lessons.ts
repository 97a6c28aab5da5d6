import { type Course, PASSWORDS, windowOf } from './course.js'
import { signInAgain } from './credential-lessons.js'
import { commandsOf, makeKey, TAKE_OFF, wear } from './hints.js'

/** 8. Borrowed, short-lived credentials. */
export async function roles(course: Course): Promise<void> {
  const { me, account } = course
  const values = { '{{account.id}}': account }
  const hints = (step: string) => commandsOf('roles-sts', step, values)
  await me.nextLesson('roles-sts')
  await me.startLesson('roles-sts')
  await me.goTo('Create role')
  await me.pick(me.page.getByRole('radiogroup', { name: 'Trusted entity type' }), /^AWS account/)
  await me.choose('Next')
  await me.fill('Search Permissions policies', 'IAMReadOnlyAccess')
  await me.tick('Select IAMReadOnlyAccess')
  await me.choose('Next')
  await me.fill('Role name', 'Auditor')
  await me.choose('Create role')
  await me.passed('role')

  const [byAdministrator = [], byBob = []] = hints('assume')
  const [assume = '', , listUsers = ''] = byBob
  const asBob = (call: string) => [`${assume} > session.json`, wear('session.json'), call]
  await me.run(...byAdministrator.slice(0, -2), ...makeKey('bob'))
  await me.run(...asBob(listUsers))
  await me.passed('assume')
  await me.run(TAKE_OFF, ...hints('managed').flat())
  await me.passed('managed')
  await me.run(...asBob('unset AWS_SESSION_TOKEN; aws sts get-caller-identity'), TAKE_OFF)
  await me.passed('two-of-three')

  await me.run(...asBob('true'))
  await me.fromMenu('Move the clock ahead', 'Another time…')
  await me.page.getByRole('dialog').waitFor()
  await me.fill('How far ahead', '2h')
  await me.press('Enter')
  await me.page.getByRole('dialog').waitFor({ state: 'detached' })
  await me.run(listUsers, TAKE_OFF)
  await me.passed('expiry')

  const bob = await windowOf(course, 'bob')
  await signInAgain(bob, 'bob', PASSWORDS.bob)
  await bob.renewPassword(PASSWORDS.bob, PASSWORDS.bobLater)
  await bob.isAtHome()
  await bob.fromMenu(/^Account menu/, 'Switch role')
  await bob.fill('Account ID', account)
  await bob.fill('IAM role name', 'Auditor')
  await bob.choose('Switch role')
  await bob.page.getByRole('button', { name: /^Account menu: Auditor/ }).waitFor()
  await me.page.bringToFront()
  await me.passed('switch')
  await me.lessonIsComplete()
}

/** 9. MFA beyond the console. */
export async function mfaForPrograms(course: Course): Promise<void> {
  const { me, account, phones } = course
  const values = { '{{account.id}}': account }
  const hints = (step: string) => commandsOf('mfa-cli', step, values)
  await me.nextLesson('mfa-cli')
  await me.startLesson('mfa-cli')
  await me.passed('ready')
  const deny = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyAllExceptListedIfNoMFA',
        Effect: 'Deny',
        NotAction: [
          ...['GetUser', 'CreateVirtualMFADevice', 'EnableMFADevice', 'ListMFADevices', 'ResyncMFADevice'].map(
            (name) => `iam:${name}`,
          ),
          'sts:GetSessionToken',
        ],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  }
  await me.run(`echo '${JSON.stringify(deny)}' > deny.json`, ...hints('simulate').flat())
  await me.answer('simulated', 'c')
  await me.passed('simulate')
  await me.run(...hints('deny').flat())
  await me.passed('deny')

  const [withCode = '', , listUsers = ''] = hints('session').flat()
  const session = `${withCode.replace('123456', await phones.alice.code())} > mfa.json`
  await me.run(session, wear('mfa.json'), listUsers)
  await me.passed('session')
  const [takeOff = '', withoutCode = ''] = hints('without-code').flat()
  await me.run(takeOff, `${withoutCode} > plain.json`, wear('plain.json'), listUsers, TAKE_OFF)
  await me.passed('without-code')

  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:user/alice` },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  }
  const [create = '', attach = '', assume = ''] = hints('role').flat()
  await me.run(`echo '${JSON.stringify(trust)}' > trust.json`, create, attach)
  await me.run(wear('mfa.json'), `${assume} > glass.json`, wear('glass.json'), 'aws iam list-users', TAKE_OFF)
  await me.run('aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole')
  await me.passed('role')
  await me.run(...hints('clean-up').flat())
  await me.passed('clean-up')
  await me.lessonIsComplete()
}
