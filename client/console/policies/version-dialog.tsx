import Modal from '@cloudscape-design/components/modal'
import { Loaded } from '../parts/loaded.js'
import { usePolicyDocument } from '../queries/policies.js'
import { PolicyDocument } from './policy-document.js'
import { texts } from './texts.js'

/** The document of any version, the one in force or not. */
export default function VersionDialog({ arn, versionId, onClose }: { arn: string; versionId: string; onClose(): void }) {
  const query = usePolicyDocument(arn, versionId)
  return (
    <Modal visible size="large" header={texts.versionHeader(versionId)} onDismiss={onClose}>
      <Loaded query={query}>{(document) => <PolicyDocument document={document} />}</Loaded>
    </Modal>
  )
}
