import { fileURLToPath } from 'node:url'
import { compose } from '../../../server/compose.js'
import { loadCourse } from '../../../server/lessons/course/load-course.js'
import { openStore } from '../../../server/store/store.js'
import { systemClock } from '../../../server/system.js'

/** A server over PostgreSQL's address or SQLite's file, on the ports that it is given: `DATABASE PORT SSH-PORT URL`. */
const [database = '', port = '', sshPort = '', url = ''] = process.argv.slice(2)
const masterKey = new Uint8Array(32).fill(7)
const store = await openStore({
  ...{ masterKey, clock: systemClock },
  ...(database.startsWith('postgresql:')
    ? { engine: 'postgres' as const, connectionString: database }
    : { engine: 'sqlite' as const, file: database }),
})
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
