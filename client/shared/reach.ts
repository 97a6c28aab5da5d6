import { externalStore } from './external-store.js'

/** True from a call that got no answer until the next one that got any. */
export const serverIsAway = externalStore(false)

/** For every call that got an answer, a refusal too. */
export function noteAnswer(): void {
  if (serverIsAway.get()) serverIsAway.set(false)
}

export function noteNoAnswer(): void {
  if (!serverIsAway.get()) serverIsAway.set(true)
}

export const NO_ANSWER = 'The server does not answer. Start it again, then try once more.'
/** For a page that asks again until there is an answer. */
export const GOES_ON = 'The server does not answer. Start it again; this page goes on automatically.'

/** How soon a page asks a server that was away again. */
export const ASK_AGAIN_MS = 2_000

/** Is this how a browser says that a page's code didn't come? Chromium's, Firefox's, and Safari's words. */
export const isCodeMissing = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|Importing a module script failed|Unable to preload/i.test(error.message)

/** The code of an error for which there was no answer at all. */
export const UNREACHABLE = 'Unreachable'
