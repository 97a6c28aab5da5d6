import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { DocumentText } from '../parts/document-text.js'
import { texts as partTexts } from '../parts/texts.js'
import { pretty } from '../policy-editor/problems.js'
import { PolicySummary } from './policy-summary.js'
import { texts } from './texts.js'

/** A stored policy: what it comes to for each service, or its JSON. */
export function PolicyDocument({ document }: { document: string }) {
  const [view, setView] = useState('summary')
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        <SegmentedControl
          label={texts.document}
          selectedId={view}
          options={[
            { id: 'summary', text: texts.summary },
            { id: 'json', text: texts.json },
          ]}
          onChange={({ detail }) => setView(detail.selectedId)}
        />
        {view === 'json' ? (
          <CopyToClipboard
            copyButtonText={partTexts.copyJson}
            textToCopy={pretty(document)}
            copySuccessText={partTexts.copied}
            copyErrorText={partTexts.copyFailed}
          />
        ) : null}
      </SpaceBetween>
      {view === 'json' ? <DocumentText text={pretty(document)} /> : <PolicySummary document={document} />}
    </SpaceBetween>
  )
}
