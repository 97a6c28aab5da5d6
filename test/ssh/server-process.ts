import { newAccount, startServer } from '../support/server.js'
import { someInstances } from './some-instances.js'

/** A server with one instance, in a process of its own: `KEY-LINE LIMITS-AS-JSON`. */
const [keys = '', limits = '{}'] = process.argv.slice(2)
const instances = someInstances()
const app = await startServer({ instances, sshLimits: JSON.parse(limits) })
const { accountId } = await newAccount(app.url)
const { incarnation } = await app.accounts.existing(accountId)
instances.add({ accountId, incarnation, instanceId: 'i-0123456789abcdef0', keys })
setInterval(() => {
  for (const line of app.logs.splice(0)) process.stderr.write(`${line}\n`)
}, 100).unref()
process.stdout.write(`ready at ${app.sshPort}\n`)
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))
