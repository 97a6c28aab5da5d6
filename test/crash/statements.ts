import Database from 'libsql'

type Statement = Record<'run' | 'all' | 'get' | 'iterate', (...given: unknown[]) => unknown>

interface Prototype {
  prepare(source: string): Statement
  exec(source: string): unknown
}

/**
 * Calls `after` when a statement of any SQLite database in this process was executed, until the function that it returns
 * is called. The driver's own prototype is wrapped, so that the product needs no hook for tests. A statement that was
 * prepared before goes unnoticed: open the database afterwards.
 */
export function afterEveryStatement(after: () => void): () => void {
  const prototype = Database.prototype as unknown as Prototype
  const own = { prepare: prototype.prepare, exec: prototype.exec }
  prototype.prepare = function (source: string) {
    const statement = own.prepare.call(this, source)
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
