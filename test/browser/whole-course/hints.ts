import { lessonOf } from './lesson-keys.js'

/** The commands of a step's last hint, one block after the other, with the account's own values in them. */
export function commandsOf(lesson: string, step: string, values: Record<string, string> = {}): string[][] {
  const hint =
    lessonOf(lesson)
      .steps.find(({ id }) => id === step)
      ?.hints.at(-1) ?? ''
  const filled = Object.entries(values).reduce((text, [from, to]) => text.replaceAll(from, to), hint)
  const fenced = [...filled.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].filter(([, language]) => language === '')
  const blocks = fenced.map(([, , lines = '']) => lines.trimEnd().split('\n'))
  const inline = [...filled.matchAll(/`(aws [^`]*)`/g)].map(([, line = '']) => [line.replace(/\s*\n\s*/g, ' ')])
  return blocks.length > 0 ? blocks : inline
}

/** Makes an access key for a user and keeps it as a profile, so that nobody types a secret. */
export const makeKey = (userName: string): string[] => [
  `aws iam create-access-key --user-name ${userName} > ${userName}.json`,
  ...(['AccessKeyId', 'SecretAccessKey'] as const).map((part) => {
    const option = part === 'AccessKeyId' ? 'aws_access_key_id' : 'aws_secret_access_key'
    return `aws configure set ${option} $(jq -r .AccessKey.${part} ${userName}.json) --profile ${userName}`
  }),
]

/** Makes the three parts of a session, which a call has just printed into a file, the credentials of the next calls. */
export const wear = (file: string): string =>
  `export ${[
    ['AWS_ACCESS_KEY_ID', 'AccessKeyId'],
    ['AWS_SECRET_ACCESS_KEY', 'SecretAccessKey'],
    ['AWS_SESSION_TOKEN', 'SessionToken'],
  ]
    .map(([name, part]) => `${name}=$(jq -r .Credentials.${part} ${file})`)
    .join(' ')}`

export const TAKE_OFF = 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'
