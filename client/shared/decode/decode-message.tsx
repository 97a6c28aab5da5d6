import Button from '@cloudscape-design/components/button'
import { lazy, Suspense, useState } from 'react'
import { texts } from './texts.js'

/** Loaded when somebody decodes a message: STS's client comes with it. */
const DecodeDialog = lazy(() => import('./decode-dialog.js'))

/** Opens what EC2 encoded about a refusal, for anyone who may call sts:DecodeAuthorizationMessage. */
export function DecodeMessage({ message }: { message: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="inline-link" formAction="none" onClick={() => setOpen(true)}>
        {texts.decode}
      </Button>
      {open ? (
        <Suspense>
          <DecodeDialog message={message} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
