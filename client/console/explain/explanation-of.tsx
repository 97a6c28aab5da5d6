import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api.js'
import { ErrorBox } from '../../shared/error-box.js'
import { ExplanationView } from './explanation-view.js'
import type { Explanation } from './types.js'

/** The explanation of a request, asked for when it is shown. */
export function ExplanationOf({ requestId }: { requestId: string }) {
  const { data, error } = useQuery({
    queryKey: ['explanation', requestId],
    queryFn: () => api<{ explanation: Explanation }>('GET', `/lab/explanations/${encodeURIComponent(requestId)}`),
  })
  if (error) return <ErrorBox error={error} />
  if (!data) return <StatusIndicator type="loading">Loading</StatusIndicator>
  return <ExplanationView explanation={data.explanation} />
}
