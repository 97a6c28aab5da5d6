import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { Component, type ReactNode, useEffect, useRef } from 'react'
import { isCodeMissing, noteNoAnswer, serverIsAway } from '../../shared/reach.js'

interface State {
  failed: false | 'bug' | 'no-code'
}

/** A mistake of the page takes the page, not the console. Nothing of it is sent anywhere. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: isCodeMissing(error) ? 'no-code' : 'bug' }
  }

  override componentDidCatch(error: unknown): void {
    if (isCodeMissing(error)) noteNoAnswer()
  }

  override render(): ReactNode {
    if (this.state.failed === 'no-code') return <ReloadWhenBack />
    if (!this.state.failed) return this.props.children
    return (
      <Alert type="error" header="This page has failed" action={<Button onClick={() => location.reload()}>Reload</Button>}>
        This is a bug in IAM Dojo, not your mistake. Everything that you saved is safe.
      </Alert>
    )
  }
}

/** The browser remembers that the page's code didn't come, and asks for it again only after a reload. */
function ReloadWhenBack() {
  const wasAway = useRef(false)
  const away = serverIsAway.useValue()
  useEffect(() => {
    if (wasAway.current && !away) location.reload()
    wasAway.current = away
  }, [away])
  return null
}
