import { compose } from '../server/compose.js'
import { openStore } from '../server/store/store.js'
import { systemClock } from '../server/system.js'

/** One of several processes over one PostgreSQL database (its connection string is the argument): prints its address. */
const [connectionString = ''] = process.argv.slice(2)
const store = await openStore({
  engine: 'postgres',
  connectionString,
  masterKey: new Uint8Array(32).fill(7),
  clock: systemClock,
})
const { server } = compose({
  store,
  clock: systemClock,
  clientDir: '',
  course: () => ({ lessons: [], fixtures: new Map() }),
  baseUrl: () => '',
  port: 0,
  operatorToken: 'operator-token-of-a-bench',
  bcryptCost: 4,
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`)
})
