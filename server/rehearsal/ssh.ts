import ssh2 from 'ssh2'
import { newestInstance } from './instances.js'
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
  const { instanceId, state } = await newestInstance(learner, instance)
  if (state === 'pending') learner.stage.forward(UNTIL_RUNNING_MS)
  const privateKey = learner.keyPairs.get(key)?.privateKey
  if (password === undefined && privateKey === undefined) throw new Error(`nobody has the private key of ${key}`)
  const error = await run({
    username: `${user}+${instanceId}`,
    ...(password === undefined ? {} : { password }),
    ...(password === undefined && privateKey !== undefined ? { privateKey } : {}),
    ...{ port: learner.stage.sshPort, command },
  })
  if (error) learner.refused.push({ call: 'dojo:ssh', code: error })
}

/** Resolves with why it failed; undefined if it didn't. */
function run(options: ssh2.ConnectConfig & { command: string }): Promise<string | undefined> {
  const { command, ...config } = options
  return new Promise((resolve) => {
    const client = new ssh2.Client()
    client.on('error', ({ message }) => resolve(message))
    client.on('close', () => resolve('the connection was closed'))
    client.on('ready', () => {
      client.exec(command, (error, channel) => {
        if (error) return end(error.message)
        let err = ''
        channel.stderr.on('data', (chunk: Buffer) => {
          err += chunk.toString()
        })
        channel.on('close', (code: number) => end(code === 0 ? undefined : `exit ${code}: ${err.trim()}`))
        channel.resume()
      })
    })
    const end = (failure: string | undefined) => {
      resolve(failure)
      client.end()
    }
    client.connect({ ...config, host: '127.0.0.1', readyTimeout: READY_TIMEOUT_MS })
  })
}
