import { type ChildProcess, execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Checks a database in a process of its own, so that neither its time nor an abort in the engine is the server's. */
export class BackgroundCheck {
  readonly #child: ChildProcess
  /** What is wrong, or undefined. Never rejects: a check that could not be made finds nothing. */
  readonly finding: Promise<string | undefined>

  constructor(file: string) {
    let child: ChildProcess | undefined
    this.finding = new Promise((resolve) => {
      child = execFile(process.execPath, [...program(), file], (error, output) => {
        // libsql aborts at what it can't read.
        if (error?.signal === 'SIGABRT') resolve('it can’t be read')
        else resolve(error ? undefined : (JSON.parse(output) as { finding?: string }).finding)
      })
    })
    if (!child) throw new Error('no process for the check')
    this.#child = child
  }

  /** Ends the check; its finding is undefined then. */
  async stop(): Promise<void> {
    this.#child.kill()
    await this.finding
  }
}

/** Beside this file in the bundle; in the source tree, through tsx. */
function program(): string[] {
  const built = fileURLToPath(new URL('./check-database.js', import.meta.url))
  return existsSync(built) ? [built] : ['--import', 'tsx', fileURLToPath(new URL('./check-database.ts', import.meta.url))]
}
