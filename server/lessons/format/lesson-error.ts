/** What is wrong with a file of a course, and where. */
export class LessonError extends Error {
  override readonly name = 'LessonError'
  constructor(
    readonly file: string,
    readonly line: number,
    readonly problem: string,
    /** More that is wrong with the same file. */
    readonly others: readonly LessonError[] = [],
  ) {
    super(`${file}:${line}: ${problem}`)
  }
}

/** Several as one: the first, in order of lines, and the others with it. */
export function allOf(errors: readonly LessonError[]): LessonError {
  const [first, ...others] = [...errors].sort((a, b) => a.line - b.line)
  if (!first) throw new Error('there is nothing wrong')
  return new LessonError(first.file, first.line, first.problem, others)
}

export function throwAll(errors: readonly LessonError[]): void {
  if (errors.length > 0) throw allOf(errors)
}
