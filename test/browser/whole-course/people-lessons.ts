import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Course, PASSWORDS, windowOf } from './course.js'
import { commandsOf, makeKey } from './hints.js'

const run = promisify(execFile)
const EXAMPLE = fileURLToPath(new URL('../../../examples/who-am-i.mjs', import.meta.url))

/** 3. One person, one user, permissions through groups. */
export async function usersAndGroups(course: Course): Promise<void> {
  const { me, account } = course
  await me.nextLesson('users-groups')
  await me.startLesson('users-groups')
  // As the lesson says, the command line needs an administrator's key first.
  await me.goTo('My security credentials')
  const { id, secret } = await me.createAccessKey()
  await me.run('aws configure', id, secret, 'us-east-1', 'json')
  const hints = (step: string) => commandsOf('users-groups', step).flat()
  await me.run(...hints('people'))
  await me.passed('people')
  await me.run(...hints('developers'))
  await me.passed('developers')
  await me.run(...hints('bob-moves'))
  await me.passed('bob-moves')

  await me.goTo('bob')
  await me.tab('Security credentials')
  await me.choose('Enable console access')
  await me.page.getByRole('dialog').waitFor()
  await me.pick(me.page.getByRole('dialog').getByRole('radiogroup').last(), /^Custom password/)
  await me.fill('Custom password', PASSWORDS.given)
  await me.press('Enter')
  await me.tickIsDone('denial', 0)
  await me.choose('Close')
  const bob = await windowOf(course, 'bob')
  await bob.signIn(account, 'bob', PASSWORDS.given)
  await bob.renewPassword(PASSWORDS.given, PASSWORDS.bob)
  await bob.isAtHome()
  await bob.goTo('Create user')
  await bob.fill('User name', 'mallory')
  await bob.choose('Next')
  await bob.choose('Next')
  await bob.choose('Create user')
  await bob.page
    .getByText(/is not authorized to perform: iam:CreateUser/)
    .first()
    .waitFor()
  await me.page.bringToFront()
  await me.passed('denial')
  await me.lessonIsComplete()
}

/** 4. Four doors: console, CLI, SDK, SSH. */
export async function waysIn(course: Course): Promise<void> {
  const { me, account, url } = course
  await me.nextLesson('ways-in')
  await me.startLesson('ways-in')
  await me.run(...commandsOf('ways-in', 'first-password').flat())
  await me.passed('first-password')
  const alice = await windowOf(course, 'alice')
  await alice.signIn(account, 'alice', PASSWORDS.given)
  await alice.renewPassword(PASSWORDS.given, PASSWORDS.alice)
  await alice.isAtHome()
  await me.page.bringToFront()
  await me.passed('own-password')
  const wrongDoor = commandsOf('ways-in', 'wrong-door', {
    'AKIA…': '$(aws configure get aws_access_key_id --profile alice)',
    'her password': PASSWORDS.alice,
  })
  await me.run(...makeKey('alice'), ...wrongDoor.flat())
  await me.passed('wrong-door')
  await me.sort('sort-doors', ['console', 'program', 'ssh', 'console', 'session', 'program', 'session', 'ssh'])
  await me.passed('sort')
  // The step asks for a terminal of the learner's own machine.
  const { stdout } = await run('node', [EXAMPLE], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: await me.read('aws configure get aws_access_key_id --profile alice'),
      AWS_SECRET_ACCESS_KEY: await me.read('aws configure get aws_secret_access_key --profile alice'),
    },
  })
  if (!stdout.includes(':user/alice')) throw new Error(`the program says it is ${stdout}`)
  await me.passed('program')
  await me.lessonIsComplete()
}
