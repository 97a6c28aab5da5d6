/** Who is at which machine. */
export interface Login {
  user: string
  /** As the prompt and `hostname` show it. */
  host: string
  /** An absolute path. */
  home: string
}
