import type { CheckCall } from '../format/lesson.js'
import type { Check } from './check.js'

/** Every child passes. */
export const all: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.every(evaluate),
}

/** Some child passes. */
export const any: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => calls.some(evaluate),
}

/** No child passes. */
export const none: Check<CheckCall[]> = {
  names: ['*'],
  passes: (_evidence, calls, evaluate) => !calls.some(evaluate),
}
