import Box from '@cloudscape-design/components/box'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { pretty } from '../policy-editor/problems.js'
import { type SummaryLine, summaryOf } from './summary.js'
import { texts } from './texts.js'

/** A stored policy: what it comes to for each service, or its JSON. */
export function PolicyDocument({ document }: { document: string }) {
  const [view, setView] = useState('summary')
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label={texts.document}
        selectedId={view}
        options={[
          { id: 'summary', text: texts.summary },
          { id: 'json', text: texts.json },
        ]}
        onChange={({ detail }) => setView(detail.selectedId)}
      />
      {view === 'json' ? <Box variant="pre">{pretty(document)}</Box> : <Summary lines={summaryOf(document)} />}
    </SpaceBetween>
  )
}

const Summary = ({ lines }: { lines: readonly SummaryLine[] }) => (
  <Table
    variant="embedded"
    wrapLines
    items={lines}
    trackBy={({ effect, service }) => `${effect} ${service}`}
    ariaLabels={{ tableLabel: texts.summary }}
    columnDefinitions={[
      {
        id: 'effect',
        header: texts.effect,
        minWidth: 140,
        cell: ({ effect }) => (
          <StatusIndicator type={effect === 'Allow' ? 'success' : 'stopped'} wrapText={false}>
            {effect === 'Allow' ? texts.allow : texts.explicitDeny}
          </StatusIndicator>
        ),
      },
      { id: 'service', header: texts.service, cell: ({ service }) => service, isRowHeader: true },
      { id: 'access', header: texts.access, cell: ({ access }) => access },
      { id: 'resource', header: texts.resource, cell: ({ resource }) => resource },
      { id: 'condition', header: texts.condition, cell: ({ condition }) => condition },
    ]}
  />
)
