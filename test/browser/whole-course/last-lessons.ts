import { expect } from 'vitest'
import { type Course, PASSWORDS } from './course.js'
import { commandsOf, makeKey, TAKE_OFF, wear } from './hints.js'
import { person } from './person.js'

/** 13. A signature by hand. */
export async function sigv4({ me, url }: Course): Promise<void> {
  const { page } = me
  const hints = (step: string, values = {}) => commandsOf('sigv4', step, values)
  await me.nextLesson('sigv4')
  await me.startLesson('sigv4')
  await me.run('aws sts get-caller-identity --profile alice')
  await me.passed('signed')
  const request = page.locator('.lesson-code code', { hasText: 'POST / HTTP/1.1' })
  const sent = (await request.textContent()) ?? ''
  const date = /^X-Amz-Date: (.*)$/m.exec(sent)?.[1] ?? ''
  await me.run(...hints('canonical', { "HOST='…' DATE='…'": `HOST='${new URL(url).host}' DATE='${date}'` }).flat())
  await me.handIn('Canonical request', await me.read('cat canonical.txt'))
  await me.passed('canonical')
  await me.run(...hints('to-sign').flat())
  await me.handIn('String to sign', await me.read('cat to-sign.txt'))
  await me.passed('to-sign')
  await me.run(...hints('signature').flat())
  await me.handIn('Signature', await me.read('echo $SIGNATURE'))
  await me.passed('signature')
  await me.run(...hints('send').flat())
  await me.passed('send')
  const [sign = [], , change = []] = hints('body')
  const header = (name: string) => `$(sed -n 's/^> ${name}: //Ip' sent.txt | tr -d '\\r')`
  await me.run(
    ...sign.slice(0, -1),
    `${sign.at(-1)} 2> sent.txt`,
    `AUTHORIZATION="${header('authorization')}" DATE2="${header('x-amz-date')}"`,
    ...change,
  )
  await me.passed('body')
  await me.run(...hints('clock').flat())
  await me.passed('clock')
  await me.run(...hints('scope').flat(), TAKE_OFF)
  await me.passed('scope')
  await me.lessonIsComplete()
}

/** 14. Let others create roles, within limits. */
export async function boundaries({ me, account }: Course): Promise<void> {
  const hints = (step: string) => commandsOf('boundaries', step, { '{{account.id}}': account }).flat()
  await me.nextLesson('boundaries')
  await me.startLesson('boundaries')
  await me.run(...hints('boundary'))
  await me.passed('boundary')
  await me.answer('boundary-alone', 'c')
  await me.run(...hints('caps'))
  await me.passed('caps')
  await me.run(...hints('delegate'))
  await me.passed('delegate')
  await me.run(...makeKey('dana'), 'export AWS_PROFILE=dana', ...hints('create'))
  await me.passed('create')
  await me.answer('everything', 'b')
  await me.run(...hints('too-much'), 'unset AWS_PROFILE')
  await me.passed('too-much')
  await me.lessonIsComplete()
}

/** 15. A role in another account. */
export async function twoAccounts({ me, context, account, phones }: Course): Promise<void> {
  await me.nextLesson('two-accounts')
  await me.startLesson('two-accounts')
  const goal = me.page.getByText(/Its administrator is/)
  const idOf = (text: string | null) => /account ID (\d{12})/.exec(text ?? '')?.[1] ?? ''
  await expect.poll(async () => idOf(await goal.textContent())).not.toBe('')
  const partner = idOf(await goal.textContent())
  const hints = (step: string) =>
    commandsOf('two-accounts', step, { '{{account.id}}': account, '{{partner.id}}': partner }).flat()
  const olga = person(await context.newPage())
  await olga.page.goto(`/signin?account=${partner}`)
  await olga.signIn(partner, 'olga', 'Maple+Street+42+door')
  await olga.isAtHome()
  await olga.goTo('My security credentials')
  const { id, secret } = await olga.createAccessKey()
  await me.page.bringToFront()
  await me.run('aws configure --profile olga', id, secret, 'us-east-1', 'json', ...hints('trust'))
  await me.passed('trust')
  await me.answer('one-side-only', 'b')
  await me.run(...hints('one-side'))
  await me.passed('one-side')

  // The lesson on MFA has denied the developers what they do without it.
  const [assume = ''] = hints('both-sides').slice(-1)
  const code = await phones.alice.code()
  const serial = `arn:aws:iam::${account}:mfa/alice`
  await me.run(...hints('both-sides').slice(0, -1))
  await me.run(
    `aws sts get-session-token --profile alice --serial-number ${serial} --token-code ${code} > mfa.json`,
    wear('mfa.json'),
    `${assume.replace(' --profile alice', '')} > shop.json`,
    wear('shop.json'),
    'aws iam list-users',
    TAKE_OFF,
  )
  await me.passed('both-sides')
  await me.run(...hints('not-testers'))
  await me.passed('not-testers')
  await me.run(...hints('external-id'))
  await me.passed('external-id')
  await me.run(
    `${hints('with-id').join('\n')} > stock-session.json`,
    wear('stock-session.json'),
    'aws iam list-users',
    TAKE_OFF,
  )
  await me.passed('with-id')
  await me.lessonIsComplete()
}

/** 17. The exam, in an account of its own: begun, a part of it done, and handed in; then back to the other account. */
export async function exam({ me, alias }: Course): Promise<void> {
  const { page } = me
  await me.nextLesson('capstone')
  await me.choose('Create the account')
  await page.getByText('The account is ready').waitFor()
  const [, , , password = ''] = await page.locator('.lesson-account dd').allTextContents()
  await me.choose('Sign in to this account as root', 'link')
  await page.getByLabel('Root user email address').waitFor()
  await me.choose('Next')
  await me.typeInto('Password', password)
  await me.isAtHome()
  // The window still shows the exam.
  await me.choose('Start the exam')
  await me.at('policy', 'open')
  await me.goTo('Account settings')
  await me.choose(/^Edit/)
  await me.pick(page.getByRole('radiogroup').first(), /^Custom/)
  await me.fill('Enforce minimum password length', '14')
  await me.tick(/^Prevent password reuse/)
  await me.choose('Save changes')
  await me.choose('Set custom')
  await me.passed('policy')
  await me.choose('Hand in the exam')
  await me.choose('Hand in')
  await page.locator('section[data-end="grade"]').waitFor()
  // A browser keeps five sessions, so the first has ended by now; and after 91 days its password has expired.
  await page.goto(`/signin?account=${alias}`)
  await me.signIn(alias, 'admin', PASSWORDS.admin)
  await me.renewPassword(PASSWORDS.admin, PASSWORDS.adminLater)
  await me.isAtHome()
}
