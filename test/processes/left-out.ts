/** What `npm run test:processes` doesn't run, and why. A room that comes later is in the run without a line here. */
export interface LeftOut {
  file: string
  /** One test of the file, by its name. Without it, the whole file. */
  test?: string
  reason: string
}

export const leftOut: readonly LeftOut[] = []
