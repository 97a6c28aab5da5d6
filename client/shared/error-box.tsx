import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { ApiError } from './api.js'

/** Code, message and request id of a refusal, as AWS's SDK and our API hand them out. */
export function errorParts(error: unknown): { code: string; message: string; requestId?: string; nextStep?: string } {
  if (error instanceof ApiError)
    return { code: error.code, message: error.message, ...(error.nextStep ? { nextStep: error.nextStep } : {}) }
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) }
  const requestId = '$metadata' in error ? (error.$metadata as { requestId?: string }).requestId : undefined
  return { code: error.name, message: error.message, ...(requestId ? { requestId } : {}) }
}

/** A refusal in AWS's own words. */
export function ErrorBox({ error, header }: { error: unknown; header?: string }) {
  const { code, message, requestId, nextStep } = errorParts(error)
  return (
    <Alert type="error" header={header ?? (code === 'AccessDenied' ? 'Access denied' : code)}>
      {message}
      {nextStep ? <Box variant="p">{nextStep}</Box> : null}
      {requestId ? <Box variant="small">Request ID: {requestId}</Box> : null}
    </Alert>
  )
}
