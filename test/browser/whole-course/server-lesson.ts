import { texts } from '../../../client/lab/texts.js'
import type { Course } from './course.js'
import { commandsOf, makeKey, TAKE_OFF } from './hints.js'

const LESSON = 'roles-on-a-server'
const STOLEN = [
  ['AWS_ACCESS_KEY_ID', 'AccessKeyId'],
  ['AWS_SECRET_ACCESS_KEY', 'SecretAccessKey'],
  ['AWS_SESSION_TOKEN', 'Token'],
] as const

/** 16. Roles instead of keys on a server. */
export async function rolesOnAServer({ me }: Course): Promise<void> {
  const { page } = me
  await me.nextLesson(LESSON)
  await me.startLesson(LESSON)
  await me.run(...commandsOf(LESSON, 'launch').flat())
  await me.passed('launch')
  const id = await me.read(
    "aws ec2 describe-instances --query 'Reservations[].Instances[?KeyName==`preview`][].InstanceId' --output text",
  )
  const hints = (step: string) => commandsOf(LESSON, step, { 'i-…': id })
  const ssh = `ssh -o StrictHostKeyChecking=no -i preview.pem ec2-user+${id}@127.0.0.1`
  await me.run(`aws ec2 wait instance-running --instance-ids ${id}`)

  await me.run(...makeKey('preview-app'))
  const part = (name: string) => me.read(`jq -r .AccessKey.${name} preview-app.json`)
  const key = { id: await part('AccessKeyId'), secret: await part('SecretAccessKey') }
  await me.connect(ssh, { lines: ['aws configure', key.id, key.secret, '', '', 'aws ec2 describe-instances'] })
  await me.passed('key-on-server')

  await me.connect(ssh, { lines: ['cat ~/.aws/credentials'] })
  await me.run(`aws iam get-access-key-last-used --access-key-id ${key.id}`)
  await me.run('aws configure --profile copied', key.id, key.secret, 'us-east-1', 'json')
  await me.run('aws ec2 describe-instances --profile copied')
  await me.answer('who-can-use', 'c')
  await me.passed('find')

  await me.connect(ssh, { lines: ['rm ~/.aws/credentials'] })
  await me.run(`aws iam update-access-key --user-name preview-app --access-key-id ${key.id} --status Inactive`)
  await me.passed('remove')

  await me.run(...hints('role').flat())
  await me.passed('role')
  await me.connect(ssh, { lines: ['aws sts get-caller-identity'] })
  await me.passed('inside')

  const [list = '', steal = ''] = hints('ssrf').flat()
  await me.connect(ssh, { lines: [list] })
  await me.run(`${ssh} "${steal}" > page.html`, `sed -n '/^{/,/^}/p' page.html > stolen.json`)
  await me.passed('ssrf')

  const wear = STOLEN.map(([name, member]) => `${name}=$(jq -r .${member} stolen.json)`).join(' ')
  await me.run(`export ${wear}`, 'aws ec2 describe-instances', TAKE_OFF, ...hints('outside').flat().slice(-1))
  await me.answer('what-shows', 'b')
  await me.passed('outside')

  await me.answer('predict', 'c')
  await me.goTo('Instances')
  await me.tick('Select preview')
  await me.fromMenu('Actions', 'Instance settings', 'Modify instance metadata options')
  const dialog = page.getByRole('dialog')
  await me.pick(dialog.getByRole('radiogroup'), /^Required/)
  await me.choose('Save')
  await page.getByText(`Successfully modified the metadata options of ${id}`).first().waitFor()
  await me.connect(ssh, { lines: hints('version-2')[1] ?? [] })
  await me.passed('version-2')

  await me.connect(ssh, { lines: ["curl -s 'http://localhost:8080/?url=http://169.254.169.254/latest/api/token'"] })
  await page.getByText(texts.breakItDone).waitFor()
  await me.lessonIsComplete()
}
