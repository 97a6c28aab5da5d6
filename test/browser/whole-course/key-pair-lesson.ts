import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Course } from './course.js'
import { commandsOf } from './hints.js'

/** 12. SSH is another world. */
export async function keyPair({ me }: Course): Promise<void> {
  const { page } = me
  const hints = (step: string) => commandsOf('ec2-keypair', step).flat()
  await me.nextLesson('ec2-keypair')
  await me.startLesson('ec2-keypair')
  await me.goTo('Create key pair')
  await me.fill('Name', 'web')
  await me.pick(page.getByRole('radiogroup', { name: 'Key pair type' }), /^ED25519/)
  const [file] = await Promise.all([page.waitForEvent('download'), me.choose('Create key pair')])
  await me.passed('create')

  await me.goTo('Launch an instance')
  await me.fill('Name', 'server')
  await me.select(/^Key pair name - required/, 'web')
  await me.choose('Launch instance')
  const launched = page.getByText(/^Successfully initiated launch of instance/)
  const id = /i-[0-9a-f]+/.exec((await launched.textContent()) ?? '')?.[0] ?? ''
  await me.passed('launch')

  await me.goTo('Instances')
  await page
    .getByRole('row', { name: /server/ })
    .getByText('Running', { exact: true })
    .waitFor()
  await me.tick('Select server')
  await me.fromMenu('Actions', 'Monitor and troubleshoot', 'Get system log')
  const log = page.getByText(/BEGIN SSH HOST KEY FINGERPRINTS/).last()
  const fingerprint = /SHA256:\S+(?= .*ED25519)/.exec((await log.textContent()) ?? '')?.[0] ?? 'none'
  await me.answer('first-question', 'b')
  await me.passed('host-key')

  await me.goTo('Instances')
  await me.choose(id, 'link')
  await me.choose('Connect')
  const command = page.locator('.command', { hasText: /^ssh / })
  const connect = ((await command.textContent()) ?? '').replaceAll('"', '')
  const asOwn = connect.replace('web.pem', 'own')
  await me.keepFile('web.pem', readFileSync(await file.path(), 'utf8'))
  await me.run('chmod 400 web.pem')
  await me.connect(connect, { fingerprint, lines: ['id -un'] })
  await me.passed('connect')

  const [makeOwn = ''] = hints('import')
  await me.run(makeOwn)
  const publicKey = await me.read('cat own.pub')
  await me.goTo('Import key pair')
  await me.fill('Name', 'own')
  await me.fill('Public key contents', publicKey)
  await me.choose('Import key pair')
  await me.passed('import')

  await me.connect(connect, { lines: [`echo '${publicKey}' >> ~/.ssh/authorized_keys`] })
  await me.connect(asOwn, { lines: ['id -un'] })
  await me.passed('second-key')

  await me.answer('predict', 'c')
  await me.goTo('Key pairs')
  await me.tick('Select web')
  await me.fromMenu('Actions', 'Delete')
  await page.getByRole('dialog').waitFor()
  await me.fill('To confirm deletion, enter Delete in the field.', 'Delete')
  await me.press('Enter')
  await page.getByText('Successfully deleted 1 key pair.').first().waitFor()
  await me.connect(connect, { lines: ['id -un'] })
  await me.passed('delete')

  await me.connect(asOwn, { lines: hints('lose') })
  await me.connect(asOwn, { lines: ['id -un'] })
  await me.run(connect)
  expect(await me.shown()).toContain('Permission denied (publickey).')
  await me.answerAll('lost-key', ['a', 'c', 'd'])
  await me.passed('lose')
  await me.lessonIsComplete()
}
