import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { Component, type ReactNode } from 'react'

/** A mistake of the page takes the page, not the console. Nothing of it is sent anywhere. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Alert type="error" header="This page has failed" action={<Button onClick={() => location.reload()}>Reload</Button>}>
        This is a bug in IAM Dojo, not your mistake. Everything that you saved is safe.
      </Alert>
    )
  }
}
