import { MINUTE_MS } from '../account/durations.js'

/** What the SSH host allows. The package that speaks the protocol has no limits of its own. Times are in milliseconds. */
export interface SshLimits {
  /** From the connection to the login. Source: sshd_config(5), LoginGraceTime (there 120 s). */
  loginMs: number
  /** Failed tries; the first `none`, by which every client asks what there is, is none. Source: MaxAuthTries. */
  tries: number
  /** Connections that are not logged in. Beyond them, one of them has to go. */
  waitingOfSource: number
  waiting: number
  /** Logins, and shells or commands, at the same time. */
  sessionsOfAccount: number
  sessions: number
  /** Of one connection. Source: sshd_config(5), MaxSessions. */
  channels: number
  /** Without a key pressed and without a command at work. */
  idleMs: number
  /** A login that asks for no session is of no use here. */
  uselessMs: number
  /** How long the other side may take to close its end. */
  closingMs: number
  /** A line that is typed, and a command that is sent. */
  lineBytes: number
  /** What is typed ahead while a command runs. */
  typedAheadBytes: number
  /** Standard input of a command. */
  inputBytes: number
  /** What the client hasn't taken yet; then the connection is closed. */
  unreadBytes: number
  /** How long root's sentence stands before the connection ends, as in the image's own file. */
  rootPauseMs: number
}

export const SSH_LIMITS: SshLimits = {
  loginMs: 20_000,
  tries: 6,
  waitingOfSource: 20,
  waiting: 100,
  sessionsOfAccount: 10,
  sessions: 200,
  channels: 10,
  idleMs: 30 * MINUTE_MS,
  uselessMs: 20_000,
  closingMs: 2_000,
  lineBytes: 65_536,
  typedAheadBytes: 262_144,
  inputBytes: 1_048_576,
  unreadBytes: 1_048_576,
  rootPauseMs: 10_000,
}

/** A class behind one router logs in at the same time, and has a session each. */
export const CLASSROOM_SSH_LIMITS: Partial<SshLimits> = { waitingOfSource: 300, waiting: 400, sessions: 300 }
