/**
 * A job takes plain data and answers plain data (structured clone). What is too large for one message it gives in
 * parts; `give` resolves once the part was taken, so the thread never runs ahead of the server.
 */
// biome-ignore lint/suspicious/noExplicitAny: only so that jobs of any type fit into a table.
export type Job<I = any, O = any, P = any> = (input: I, give: (part: P) => Promise<void>) => Promise<O>

export type JobTable = Readonly<Record<string, Job>>

/** What the server says to the thread. */
export type ToThread =
  | { type: 'run'; id: number; name: string; input: unknown }
  /** The last part. */
  | { type: 'taken'; id: number }

/** What the thread says to the server. */
export type FromThread =
  | { type: 'ready' }
  | { type: 'part'; id: number; part: unknown }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; error: unknown }
