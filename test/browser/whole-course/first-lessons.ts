import { type Course, PASSWORDS } from './course.js'

/** 1. The IAM dashboard and security status. */
export async function dashboard({ me, alias, inheritedPassword }: Course): Promise<void> {
  await me.openLesson('dashboard')
  await me.startLesson('dashboard')
  await me.at('sign-in', 'open')
  await me.fromMenu(/^Account menu/, 'Sign out')
  await me.signInAsRoot(inheritedPassword)
  await me.passed('sign-in')

  await me.goTo('Dashboard', 'iam')
  await me.choose('Create')
  await me.page.getByRole('dialog').waitFor()
  await me.fill('Preferred alias', alias)
  await me.press('Enter')
  await me.passed('alias')

  await me.answer('red-items', 'd')
  await me.answer('region', 'b')
  await me.passed('predict')
  await me.lessonIsComplete()
}

/** 2. Root gets a password and a phone; an administrator gets the work. */
export async function root({ me, alias, inheritedPassword, phones }: Course): Promise<void> {
  const { page } = me
  await me.nextLesson('root')
  await me.startLesson('root')
  await me.fromMenu(/^Account menu/, 'Security credentials')
  await me.choose('Change password')
  await page.getByRole('dialog').waitFor()
  await me.fill('Current password', inheritedPassword)
  await me.fill('New password', PASSWORDS.root)
  await me.fill('Confirm new password', PASSWORDS.root)
  await me.press('Enter')
  await me.passed('root-password')

  await me.fromMenu(/^Actions/, 'Deactivate')
  await page.getByRole('dialog').waitFor()
  await me.choose('Deactivate')
  await page.getByText('inactive, but it still exists').waitFor()
  await me.fromMenu(/^Actions/, 'Delete')
  const confirmation = page.getByRole('dialog').getByRole('textbox')
  const keyId = await confirmation.getAttribute('placeholder')
  await me.reach(confirmation, 'the field that confirms')
  await me.type(keyId ?? '')
  await me.press('Enter')
  await me.passed('root-key')

  await me.choose('Assign MFA device')
  await me.assignPhone(phones.root, 'root-phone')
  await me.passed('root-mfa')

  await me.goTo('Create user')
  await me.fill('User name', 'admin')
  await me.tick(/^Provide user access to the AWS Management Console/)
  await me.pick(
    page.getByRole('radiogroup', { name: 'Are you providing console access to a person?' }),
    /^I want to create an IAM user/,
  )
  await me.pick(page.getByRole('radiogroup', { name: 'Console password' }), /^Custom password/)
  await me.fill('Custom password', PASSWORDS.admin)
  await me.tick(/^Users must create a new password at next sign-in/)
  await me.choose('Next')
  await me.choose('Create group')
  await page.getByRole('dialog').waitFor()
  await me.fill('Group name', 'Administrators')
  await me.fill('Search Permissions policies', 'AdministratorAccess')
  await me.tick('Select AdministratorAccess')
  await me.choose('Create group')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await me.choose('Next')
  await me.choose('Create user')
  await page.getByRole('heading', { name: 'Retrieve password' }).waitFor()
  await me.fromMenu(/^Account menu/, 'Sign out')
  await me.choose('Sign in as an IAM user')
  await me.signIn(alias, 'admin', PASSWORDS.admin)
  await me.isAtHome()
  await me.at('admin', 'open')
  await me.goTo('Create user')
  await me.fill('User name', 'mara')
  await me.choose('Next')
  await me.choose('Next')
  await me.choose('Create user')
  await me.passed('admin')
  await me.lessonIsComplete()
}
