export interface ShownCall {
  /** `iam:CreateUser` */
  call: string
  input: Record<string, unknown>
  /** As it came over the wire, without its secrets. */
  answer: string
  /** AWS's error, of a call that was refused. */
  error?: { code: string; message: string }
}

/** What was played of one line of a solution. */
export interface ShownLine {
  as: string
  /** What the line says: an operation or an act of the lab. */
  call: string
  calls: ShownCall[]
  /** It is left to the learner. */
  byHand?: true
  /** The next line comes after so many seconds. */
  wait?: number
}
