import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const GROWTH_PERCENT = 25

/**
 * Has V8 collect the old generation when it grew by a quarter since the last time. V8 itself waits, on a machine with
 * much memory, until it is four times as large: with 60 MB in use, most of the 300 MB would be what nobody uses any more.
 *
 * Source: V8's `heap-growing-percent` (src/flags/flag-definitions.h), read at each collection, so that it may be set
 * while the process runs; src/heap/memory-controller.cc has the factor of 4.
 */
export function collectEarly(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
}

/** Collects what the start left. Until a first collection, V8 has nothing to measure growth by, and waits for 100 MB. */
export function collectOnce(): void {
  setFlagsFromString('--expose-gc')
  const collect: (options: { execution: 'async' }) => Promise<void> = runInNewContext('gc')
  void collect({ execution: 'async' })
}
