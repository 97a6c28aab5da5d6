import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
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
      <Button variant="inline-link" ariaLabel={`${label}: request ${requestId}`} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <ExplainDialog requestId={requestId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ExplainDialog({ requestId, onClose }: { requestId: string; onClose(): void }) {
  const [state, setState] = useState<{ explanation?: Explanation; error?: unknown }>()
  if (state === undefined) {
    setState({})
    api<{ explanation: Explanation }>('GET', `/lab/explanations/${encodeURIComponent(requestId)}`).then(
      ({ explanation }) => setState({ explanation }),
      (error: unknown) => setState({ error }),
    )
  }
  const { explanation, error } = state ?? {}
  return (
    <Modal visible size="large" header="Why?" closeAriaLabel="Close" onDismiss={onClose}>
      {error === undefined ? null : <ErrorBox error={error} />}
      {explanation ? <ExplanationView explanation={explanation} /> : null}
      {explanation === undefined && error === undefined ? <StatusIndicator type="loading">Loading</StatusIndicator> : null}
    </Modal>
  )
}
