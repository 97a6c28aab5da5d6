import { fileURLToPath } from 'node:url'
import { compose } from '../../../server/compose.js'
import { loadCourse } from '../../../server/lessons/course/load-course.js'
import { openStore } from '../../../server/store/store.js'
import { systemClock } from '../../../server/system.js'

/** One of several processes over one PostgreSQL, on the ports that it is given: `CONNECTION PORT SSH-PORT URL`. */
const [connectionString = '', port = '', sshPort = '', url = ''] = process.argv.slice(2)
const masterKey = new Uint8Array(32).fill(7)
const store = await openStore({ engine: 'postgres', connectionString, masterKey, clock: systemClock })
const { server, ssh } = compose({
  store,
  clientDir: fileURLToPath(new URL('../client', import.meta.url)),
  course: () => loadCourse([fileURLToPath(new URL('../../lessons', import.meta.url))]),
  baseUrl: () => url,
  port: 0,
  operatorToken: 'operator-token-of-a-test',
  bcryptCost: 4,
  log: (event, details) => process.stderr.write(`${event} ${details.error instanceof Error ? details.error.stack : ''}\n`),
})
await ssh.listen(Number(sshPort), '127.0.0.1')
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
