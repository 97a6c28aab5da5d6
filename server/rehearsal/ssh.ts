import ssh2 from 'ssh2'
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
}

/** An instance is pending for a few seconds. */
const UNTIL_RUNNING_MS = 5_000
/** A server that is busy with everybody's passwords takes its time. */
const READY_TIMEOUT_MS = 60_000

/** Logs in to an instance over SSH and runs a command there. A refused login is one of the learner's refused calls. */
export async function logIn(learner: Learner, login: SshLogin): Promise<void> {
  const { instance, key = instance, user = 'ec2-user', password, command = 'true' } = login
  const { instanceId, state } = await learner.newestInstance(instance)
  if (state === 'pending') learner.stage.forward(UNTIL_RUNNING_MS)
  const privateKey = learner.keyPairs.get(key)?.privateKey
  if (password === undefined && privateKey === undefined) throw new Error(`nobody has the private key of ${key}`)
  const error = await run({
    username: `${user}+${instanceId}`,
    ...(password === undefined ? {} : { password }),
    ...(password === undefined && privateKey !== undefined ? { privateKey } : {}),
    ...{ port: learner.stage.sshPort, command },
  })
  await learner.stage.sshEnded()
  if (error) learner.refused.push({ call: 'dojo:ssh', code: error })
}

/** Resolves once the connection has ended: with why it failed, or with undefined. */
function run({ command, ...config }: ssh2.ConnectConfig & { command: string }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const client = new ssh2.Client()
    let failure: string | undefined
    client.on('error', ({ message }) => {
      failure ??= message
    })
    client.on('close', () => resolve(failure))
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
        channel.resume()
      })
    })
    client.connect({ ...config, host: '127.0.0.1', readyTimeout: READY_TIMEOUT_MS })
  })
}
