import type { ActResult } from '../../../server/classroom/contract.js'
import { useFlash } from '../../console/parts/flash.js'
import { useAct } from '../queries.js'
import { texts } from './texts.js'

/** An act for many. It says for how many it was done, and for whom it couldn't be. */
export function useClassAct<Input = void>(run: (input: Input) => Promise<ActResult>) {
  const flash = useFlash()
  return useAct(run, {
    failed: texts.failed,
    done({ done, failed }) {
      if (failed.length > 0) {
        const lines = failed.map(({ learner, message }) => `${learner}: ${message}`)
        flash.error(texts.failedFor(failed.length), new Error(lines.join(' ')))
      }
      return done > 0 ? texts.done(done) : undefined
    },
  })
}
