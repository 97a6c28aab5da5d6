import { lines } from '../account/visible-text.js'

/**
 * The only way to the operator's terminal. Most of what the command prints was written by others: account names, errors,
 * lesson files. Control characters in it would be obeyed by the terminal, so they are shown as `\x1b` instead.
 */
export const print = (text: string): void => void process.stdout.write(`${lines(text)}\n`)

/** The same to standard error: what is no answer, for a person to read. */
export const tell = (text: string): void => void process.stderr.write(`${lines(text)}\n`)

/** A picture of this program's own, with the colours that it has. */
export const draw = (picture: string): void => void process.stdout.write(`${picture}\n`)
