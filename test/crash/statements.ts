import Database from 'libsql'

type Statement = Record<'run' | 'all' | 'get' | 'iterate', (...given: unknown[]) => unknown>

interface Prototype {
  prepare(source: string): Statement
  exec(source: string): unknown
}

const READS = /^\s*(select|pragma (?!journal|wal))/i

/**
 * Calls `after` once a statement that may write was executed on any SQLite database of this process. Stops when the
 * function that it returns is called. It wraps the driver's own prototype, so that the product needs no hook for tests.
 * It doesn't notice a statement that was prepared before: open the database afterwards.
 */
export function afterEveryStatement(after: () => void): () => void {
  const prototype = Database.prototype as unknown as Prototype
  const own = { prepare: prototype.prepare, exec: prototype.exec }
  prototype.prepare = function (source: string) {
    const statement = own.prepare.call(this, source)
    if (READS.test(source)) return statement
    for (const name of ['run', 'all', 'get', 'iterate'] as const) {
      const execute = statement[name].bind(statement)
      statement[name] = (...given) => {
        const result = execute(...given)
        after()
        return result
      }
    }
    return statement
  }
  prototype.exec = function (source: string) {
    const result = own.exec.call(this, source)
    after()
    return result
  }
  return () => Object.assign(prototype, own)
}
