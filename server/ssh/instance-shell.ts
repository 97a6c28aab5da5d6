import type { LoginInstance } from './instance-directory.js'

/** Runs command lines inside instances. The files of an instance and how they are kept are its own affair. */
export interface InstanceShells {
  /** A shell for one session. Nothing runs until a line is given to it. */
  open(login: ShellLogin): InstanceShell
}

export interface ShellLogin {
  instance: LoginInstance
  user: string
  /** The client's address. */
  address: string
  /** Variables that the client sent and sshd accepts (LANG, LC_*), and TERM where there is a terminal. */
  environment: Readonly<Record<string, string>>
}

/** One shell: working folder and variables last from line to line. It is asked to run one line at a time. */
export interface InstanceShell {
  /** What stands before a line: `[ec2-user@ip-172-31-5-9 ~]$ `. */
  prompt(): string
  /**
   * Runs a line to its end, with the instance's files written. It keeps its limits by itself (`Killed`, exit code 137),
   * and settles soon after `signal` is aborted.
   */
  run(line: string, run: ShellRun): Promise<ShellResult>
  /** What Tab offers for a line up to the cursor: words from `start`, folders with a slash. */
  complete(line: string): Promise<{ start: number; candidates: string[] }>
  /** The session is over. */
  close(): void
}

export interface ShellRun {
  signal: AbortSignal
  history: readonly string[]
  /** Of the terminal; undefined where there is none. */
  size: { columns: number; rows: number } | undefined
  /** Takes what is printed, at most 64 KiB at a time. Wait for it: it settles once the client has taken enough. */
  print(stream: 'out' | 'err', data: Uint8Array): Promise<void>
  /**
   * The rest of standard input, until the client ends it. Call it only for a command that reads: at a terminal, it waits
   * for somebody to type and press Ctrl-D.
   */
  readAll(): Promise<Uint8Array>
  /** Asks at the terminal; undefined where there is none. Rejects with Interrupted at Ctrl-C, and with EndOfInput at Ctrl-D. */
  ask: ((prompt: string, secret: boolean) => Promise<string>) | undefined
}

export interface ShellResult {
  exitCode: number
  /** The line goes on: a quote, a block or a here-document is open. Nothing was run. */
  incomplete: boolean
  /** The line ends the shell: `exit`. */
  left: boolean
}
