import type { KyselyPlugin } from 'kysely'
import { breathe } from '../bounds/turn.js'

/**
 * Lets others in between the statements of a long piece of work. libsql runs a statement at once, so that a loop over
 * thousands of them would be one turn of the event loop, however often it awaits.
 */
export const breathing: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    await breathe()
    return result
  },
}
