import type { z } from 'zod'

export interface Problem {
  path: PropertyKey[]
  problem: string
}

/** What a schema found wrong, in the words of somebody who writes a file. `whole`: what the file as a whole is called. */
export const problemsIn = (issues: readonly z.core.$ZodIssue[], whole: string): Problem[] =>
  issues.flatMap((issue): Problem[] => {
    const where = (path: readonly PropertyKey[]): string => path.join('.') || whole
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: issue.path, problem: `${where(issue.path)}: ${inWords(issue.message)}` }]
    }
    // Each where it stands: a misspelt key is often why another one is missing.
    return issue.keys.map((key) => ({ path: [...issue.path, key], problem: `${where(issue.path)}: there’s no key '${key}'` }))
  })

const inWords = (message: string): string =>
  message.replace(/^Invalid input: expected (.*), received undefined$/, 'missing, expected $1').replace(/^Invalid input: /, '')
