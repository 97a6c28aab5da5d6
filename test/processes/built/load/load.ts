/** Something that clients do all the time while processes are killed, and what must be true of it. */
export interface Load {
  /** Until `isOver`; throws only for an answer that no client may get. */
  run(isOver: () => boolean): Promise<void>
  /** What went wrong, in sentences; asked when all processes are there again. */
  faults(): Promise<string[]>
  /** What it does, in the plural. */
  readonly what: string
  /** How often it succeeded. */
  readonly done: number
}
