/** A refusal of the lab, in a plain sentence. */
export class LabError extends Error {
  override readonly name = 'LabError'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
