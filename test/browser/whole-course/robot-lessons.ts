import { expect } from 'vitest'
import type { Course } from './course.js'
import { commandsOf, makeKey } from './hints.js'

const keysOf = (userName: string, query: string): string =>
  `aws iam list-access-keys --user-name ${userName} --query '${query}' --output text`

/** 10. Rotate keys without an outage. */
export async function rotation({ me }: Course): Promise<void> {
  const hints = (step: string, values = {}) => commandsOf('rotation', step, values).flat()
  await me.nextLesson('rotation')
  await me.startLesson('rotation')
  const old = await me.read(keysOf('deploy', 'AccessKeyMetadata[].AccessKeyId'))
  await me.run(...makeKey('deploy'))
  await me.passed('second-key')
  await me.fill('Access key ID', await me.read('jq -r .AccessKey.AccessKeyId deploy.json'))
  await me.fill('Secret access key', await me.read('jq -r .AccessKey.SecretAccessKey deploy.json'))
  await me.choose('Give it this key')
  await me.passed('switch')
  const [, deactivate = ''] = hints('deactivate', { 'AKIA…': old })
  await me.run(deactivate)
  await me.fromMenu('Move the clock ahead', '1 day')
  await me.page.getByRole('dialog').waitFor()
  await me.press('Enter')
  await me.passed('deactivate')
  await me.run(...hints('delete', { 'AKIA…': old }))
  await me.passed('delete')
  const [generate = '', get = ''] = hints('report')
  await me.run(generate)
  await expect
    .poll(async () => {
      await me.run(get)
      return me.shown()
    })
    .toContain('deploy')
  await me.passed('report')
  await me.lessonIsComplete()
}

/** 11. A key on a public page. */
export async function leak({ me, account }: Course): Promise<void> {
  const { page } = me
  await me.nextLesson('leak-drill')
  await me.startLesson('leak-drill')
  const leaked = /AKIA[A-Z2-7]{16}/.exec((await page.locator('.lesson-code').first().textContent()) ?? '')?.[0] ?? ''
  const hints = (step: string, values = {}) =>
    commandsOf('leak-drill', step, { '{{account.id}}': account, 'AKIA…': leaked, ...values }).flat()
  await me.run(...hints('whose'))
  await me.answer('which-key', 'a')
  await me.passed('whose')
  const now = await page.locator('.lesson-utc code').last().textContent()
  await me.run(...hints('stop', { 'PUT THE TIME HERE': now ?? '' }))
  await me.passed('stop')
  await me.run(...hints('what'))
  await me.answerAll('deeds', ['a', 'c', 'd'])
  await me.passed('what')
  const theirs = await me.read(keysOf('backup-svc', 'AccessKeyMetadata[].AccessKeyId'))
  const second = await me.read(keysOf('deploy', 'AccessKeyMetadata[?Status==`Active`].AccessKeyId'))
  const clean = hints('foothold', { 'AKIA…': leaked })
  await me.run(...clean.slice(0, -1).map((line) => line.replace(leaked, theirs)), clean.at(-1)?.replace(leaked, second) ?? '')
  await me.passed('foothold')
  await me.run(...hints('least'))
  await me.passed('least')
  await me.fill('Your text', `${leaked} of deploy was on a page.\n198.51.100.77 used it.\nWe removed backup-svc.`)
  await me.choose('Hand in')
  await me.passed('report')
  await me.lessonIsComplete()
}
