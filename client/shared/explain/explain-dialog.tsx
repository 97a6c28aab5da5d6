import Modal from '@cloudscape-design/components/modal'
import { Innermost } from '../dialogs/innermost.js'
import { ExplanationOf } from './explanation-of.js'

export default function ExplainDialog({ requestId, onClose }: { requestId: string; onClose(): void }) {
  return (
    <Innermost>
      <Modal visible size="large" header="Why?" closeAriaLabel="Close" onDismiss={onClose}>
        <ExplanationOf requestId={requestId} />
      </Modal>
    </Innermost>
  )
}
