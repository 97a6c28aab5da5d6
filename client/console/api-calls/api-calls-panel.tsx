import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { type ApiCall, useApiCalls } from '../../shared/api-calls.js'
import { cliCommand } from '../../shared/cli-command.js'
import { Explain } from '../../shared/explain/explain.js'
import { boto3Code, sdkCode } from './as-code.js'

const LANGUAGES = { cli: cliCommand, boto3: boto3Code, sdk: sdkCode } as const
type Language = keyof typeof LANGUAGES

/** What the console just did, as anybody could do it: the same calls as a command and as code. */
export default function ApiCallsPanel() {
  const calls = useApiCalls()
  const [language, setLanguage] = useState<Language>('cli')
  const [reads, setReads] = useState(false)
  const shown = calls.filter(({ readOnly, error }) => reads || !readOnly || error !== undefined)
  return (
    <HelpPanel header={<h2>API calls</h2>}>
      <SpaceBetween size="m">
        <Box>The console is a client like any other. These are the calls that this tab made, without secrets.</Box>
        <SegmentedControl
          label="Show as"
          selectedId={language}
          onChange={({ detail }) => setLanguage(detail.selectedId as Language)}
          options={[
            { id: 'cli', text: 'CLI' },
            { id: 'boto3', text: 'boto3' },
            { id: 'sdk', text: 'SDK v3' },
          ]}
        />
        <Toggle checked={reads} onChange={({ detail }) => setReads(detail.checked)}>
          Show read-only calls
        </Toggle>
        {shown.length === 0 ? <Box color="text-body-secondary">You haven’t changed anything yet.</Box> : null}
        {shown.map((call) => (
          <Call key={call.id} call={call} code={LANGUAGES[language](call)} />
        ))}
      </SpaceBetween>
    </HelpPanel>
  )
}

function Call({ call, code }: { call: ApiCall; code: string }) {
  return (
    <ExpandableSection
      defaultExpanded={!call.readOnly}
      headerText={`${call.service}:${call.operation}`}
      headerActions={
        <CopyToClipboard
          variant="icon"
          textToCopy={code}
          copyButtonAriaLabel={`Copy ${call.operation}`}
          copySuccessText="Copied"
          copyErrorText="Couldn’t copy"
        />
      }
    >
      <SpaceBetween size="xs">
        <Box variant="pre">{code}</Box>
        {call.error === undefined ? null : <StatusIndicator type="error">{call.error}</StatusIndicator>}
        {call.requestId === undefined ? null : (
          <Box variant="small">
            Request ID: {call.requestId} <Explain requestId={call.requestId} />
          </Box>
        )}
      </SpaceBetween>
    </ExpandableSection>
  )
}
