import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { ApiError, api } from '../api.js'
import { ErrorBox } from '../error-box.js'
import { ExplanationView } from './explanation-view.js'

/** The explanation of a request, asked for when it is shown; `unknown` stands where the server has none. */
export function ExplanationOf({ requestId, unknown }: { requestId: string; unknown?: string }) {
  const { data, error } = useQuery({
    queryKey: ['explanation', requestId],
    retry: false,
    queryFn: () => api('GET /lab/explanations/:requestId', { path: { requestId } }),
  })
  if (unknown && error instanceof ApiError && error.code === 'NoSuchRequest') return <Box>{unknown}</Box>
  if (error) return <ErrorBox error={error} />
  if (!data) return <StatusIndicator type="loading">Loading</StatusIndicator>
  return <ExplanationView explanation={data.explanation} />
}
