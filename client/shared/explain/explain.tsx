import Button from '@cloudscape-design/components/button'
import { lazy, Suspense, useState } from 'react'

/** Loaded when somebody asks why. */
const ExplainDialog = lazy(() => import('./explain-dialog.js'))

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
      {open ? (
        <Suspense>
          <ExplainDialog requestId={requestId} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
