import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { errorParts, isDenied, isUnreachable } from './error-parts.js'

/** An error in AWS's own words. The top of the page says it, once for all boxes, if the server doesn't answer. */
export function ErrorBox({ error, header }: { error: unknown; header?: string }) {
  const { code, message, requestId, nextStep } = errorParts(error)
  if (isUnreachable(error)) return null
  return (
    <Alert type="error" header={header ?? (isDenied(error) ? 'Access denied' : code)}>
      {message}
      {nextStep ? <Box variant="p">{nextStep}</Box> : null}
      {requestId ? (
        <div>
          <Box variant="small">Request ID: {requestId}</Box>
        </div>
      ) : null}
    </Alert>
  )
}
