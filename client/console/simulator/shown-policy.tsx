import Modal from '@cloudscape-design/components/modal'
import { ReturnFocus } from '../../shared/dialogs/return-focus.js'
import { DocumentText } from '../parts/document-text.js'
import { texts as partTexts } from '../parts/texts.js'
import { pretty } from '../policy-editor/problems.js'
import { type MatchedStatement, shownStatement } from './matched-statement.js'
import type { SimulatedPolicy } from './simulated-policy.js'
import { texts } from './texts.js'

export type Shown = { policy: SimulatedPolicy } | { statement: MatchedStatement }

/** A policy's document; for a statement, with the statement marked. */
export function ShownPolicy({ shown, onClose }: { shown: Shown; onClose(): void }) {
  const statement = 'statement' in shown ? shown.statement : undefined
  const found = statement && shownStatement(statement)
  const policy = 'policy' in shown ? shown.policy : statement?.policy
  const header = statement ? texts.statementHeader(statement.index + 1, statement.policyName) : policy?.name
  return (
    <>
      <ReturnFocus />
      <Modal visible size="large" header={header} closeAriaLabel={partTexts.close} onDismiss={onClose}>
        {found ? <DocumentText {...found} /> : <DocumentText text={pretty(policy?.document ?? '')} />}
      </Modal>
    </>
  )
}
