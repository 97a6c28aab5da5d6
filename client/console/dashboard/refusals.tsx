import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { errorParts, isDenied } from '../../shared/error-parts.js'
import { Explain } from '../../shared/explain/explain.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** All that the page was refused, in one box: each sentence of AWS's once, with its reason. */
export function Refusals({ queries }: { queries: readonly Loading<unknown>[] }) {
  const refused = new Map(
    queries
      .filter(({ error }) => isDenied(error))
      .map(({ error }) => {
        const { message, requestId } = errorParts(error)
        return [message, requestId]
      }),
  )
  if (refused.size === 0) return null
  return (
    <Alert type="error" header={texts.denied}>
      <SpaceBetween size="xs">
        <div>{texts.deniedText}</div>
        <ul className="refusals">
          {[...refused].map(([message, requestId]) => (
            <li key={message} className="words">
              {message} {requestId ? <Explain requestId={requestId} label={texts.why} /> : null}
            </li>
          ))}
        </ul>
      </SpaceBetween>
    </Alert>
  )
}
