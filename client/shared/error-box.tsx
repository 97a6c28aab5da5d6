import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { errorParts } from './error-parts.js'

/** An error in AWS's own words. */
export function ErrorBox({ error, header }: { error: unknown; header?: string }) {
  const { code, message, requestId, nextStep } = errorParts(error)
  return (
    <Alert type="error" header={header ?? (code === 'AccessDenied' ? 'Access denied' : code)}>
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
