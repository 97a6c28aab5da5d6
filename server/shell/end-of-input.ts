/** Ctrl-C at a question. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** Ctrl-D at a question. */
export class EndOfInput extends Error {
  override readonly name = 'EndOfInput'
}
