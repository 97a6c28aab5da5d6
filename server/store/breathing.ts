import type { KyselyPlugin } from 'kysely'
import { breathe } from '../bounds/turn.js'

/**
 * The pause falls while the one connection is held, and all requests wait for that. At one millisecond a turn, a class of 300
 * whose requests fill the rest of each turn would wait for seconds.
 */
const MOST_MS = 10

/**
 * Lets others in between the statements of a long piece of work. libsql runs a statement at once, so that a loop over
 * thousands of them would be one turn of the event loop, however often it awaits.
 */
export const breathing: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    await breathe(MOST_MS)
    return result
  },
}
