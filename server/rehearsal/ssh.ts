import ssh2 from 'ssh2'
import type { SigningKeys } from '../wire/request.js'
import type { Learner } from './learner.js'

/** What somebody gives `ssh`: all of it has a default but the instance. */
export interface SshLogin {
  /** The key pair that the instance was launched with. */
  instance: string
  /** The key pair whose private half is used; that of the launch by default. */
  key?: string
  user?: string
  /** Instead of a key. */
  password?: string
  /** Runs in the instance. */
  command?: string
  /** Whose temporary credentials those become that the command prints: of `thief`, who then signs as `thief:session`. */
  keeps?: string
}

/** An instance is pending for a few seconds. */
const UNTIL_RUNNING_MS = 5_000
/** A server that is busy with everybody's passwords takes its time. */
const READY_TIMEOUT_MS = 60_000

/**
 * Logs in to an instance over SSH and runs a command there; returns what it printed. A refused login is one of the
 * learner's refused calls.
 */
export async function logIn(learner: Learner, login: SshLogin): Promise<string> {
  const { instance, key = instance, user = 'ec2-user', password, command = 'true', keeps } = login
  const { instanceId, state } = await learner.newestInstance(instance)
  if (state === 'pending') learner.stage.forward(UNTIL_RUNNING_MS)
  const privateKey = learner.keyPairs.get(key)?.privateKey
  if (password === undefined && privateKey === undefined) throw new Error(`nobody has the private key of ${key}`)
  const { error, out } = await run({
    username: `${user}+${instanceId}`,
    ...(password === undefined ? {} : { password }),
    ...(password === undefined && privateKey !== undefined ? { privateKey } : {}),
    ...{ port: learner.stage.sshPort, command },
  })
  await learner.stage.sshEnded()
  if (error) learner.refused.push({ call: 'dojo:ssh', code: error })
  if (keeps !== undefined) learner.persona(keeps).temporary = printedCredentials(out)
  return out
}

/** As the metadata service writes a role's credentials, whatever stands around them. Throws if there are none. */
export function printedCredentials(text: string): SigningKeys {
  const [json = ''] = /\{[^{}]*"AccessKeyId"[^{}]*\}/.exec(text) ?? []
  if (json === '') throw new Error('the command printed no credentials')
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(json) as Record<string, string>
  return { accessKeyId: AccessKeyId ?? '', secretAccessKey: SecretAccessKey ?? '', sessionToken: Token ?? '' }
}

/** Resolves once the connection has ended: with why it failed, if it did, and with what the command printed. */
function run({
  command,
  ...config
}: ssh2.ConnectConfig & { command: string }): Promise<{ error: string | undefined; out: string }> {
  return new Promise((resolve) => {
    const client = new ssh2.Client()
    let failure: string | undefined
    let out = ''
    client.on('error', ({ message }) => {
      failure ??= message
    })
    client.on('close', () => resolve({ error: failure, out }))
    client.on('ready', () => {
      client.exec(command, (error, channel) => {
        if (error) {
          failure = error.message
          client.end()
          return
        }
        let err = ''
        channel.stderr.on('data', (chunk: Buffer) => {
          err += chunk.toString()
        })
        channel.on('close', (code: number | undefined) => {
          if (code !== 0) failure = `exit ${code}: ${err.trim()}`
          client.end()
        })
        channel.on('data', (chunk: Buffer) => {
          out += chunk.toString()
        })
      })
    })
    client.connect({ ...config, host: '127.0.0.1', readyTimeout: READY_TIMEOUT_MS })
  })
}
