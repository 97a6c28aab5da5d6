import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import { ErrorBox } from '../../shared/error-box.js'
import { ExplanationView } from './explanation-view.js'
import type { Explanation } from './types.js'

/** “Why?” beside a request id: the reason tree of what the server answered. */
export function Explain({ requestId, label = 'Explain' }: { requestId: string; label?: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="inline-link"
        formAction="none"
        ariaLabel={`${label}: request ${requestId}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open ? <ExplainDialog requestId={requestId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ExplainDialog({ requestId, onClose }: { requestId: string; onClose(): void }) {
  return (
    <Modal visible size="large" header="Why?" closeAriaLabel="Close" onDismiss={onClose}>
      <ExplanationOf requestId={requestId} />
    </Modal>
  )
}

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
