import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useState } from 'react'
import type { Inspection, RequestSummary } from '../../../server/lab/api/contract.js'
import { api } from '../../shared/api.js'
import { ErrorBox } from '../../shared/error-box.js'
import { ExplanationOf } from '../../shared/explain/explanation-of.js'
import { dateTime } from '../../shared/locale.js'
import { isRefused, outcomeOf } from './outcome.js'
import { Signing } from './signing.js'
import { texts } from './texts.js'
import { WireText } from './wire-text.js'

/** One request: how it was signed, what was sent, what was decided, what came back. */
export function RequestView({ requestId }: { requestId: string }) {
  const [inspection, setInspection] = useState<Inspection | RequestSummary>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    api('GET /lab/requests/:requestId', { path: { requestId } }).then(({ request }) => setInspection(request), setError)
  }, [requestId])
  if (error !== undefined) return <ErrorBox header={texts.failed} error={error} />
  if (!inspection) return <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
  const { operation, time, client, sourceIp } = inspection
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="h3">{operation}</Box>
        <StatusIndicator type={isRefused(inspection) ? 'error' : 'success'}>{outcomeOf(inspection)}</StatusIndicator>
        <Box variant="small" color="text-body-secondary" display="block">
          {dateTime(time)} · {client} · {sourceIp} · {requestId}
        </Box>
      </div>
      {'request' in inspection ? <OnTheWire inspection={inspection} /> : <AtInstance inspection={inspection} />}
    </SpaceBetween>
  )
}

function OnTheWire({ inspection: { requestId, status, request, signing, response } }: { inspection: Inspection }) {
  return (
    <SpaceBetween size="s">
      {signing ? <Signing signing={signing} /> : <Box>{texts.unsigned}</Box>}
      <ExpandableSection headerText={texts.request} defaultExpanded>
        <WireText>{requestText(request)}</WireText>
      </ExpandableSection>
      <ExpandableSection headerText={texts.decision}>
        <ExplanationOf requestId={requestId} unknown={texts.undecided} />
      </ExpandableSection>
      <ExpandableSection headerText={texts.response} defaultExpanded>
        <WireText>{responseText(status, response)}</WireText>
      </ExpandableSection>
    </SpaceBetween>
  )
}

const AtInstance = ({ inspection: { operation, requestId } }: { inspection: RequestSummary }) => (
  <SpaceBetween size="s">
    <Box>{operation.startsWith('imds:') ? texts.metadata : texts.ssh}</Box>
    <ExpandableSection headerText={texts.decision} defaultExpanded>
      <ExplanationOf requestId={requestId} unknown={texts.forgotten} />
    </ExpandableSection>
  </SpaceBetween>
)

const headerLines = (headers: [string, string][]): string[] => headers.map(([name, value]) => `${name}: ${value}`)

/** A line for each parameter, so that one can read them; the body itself is one line. */
function requestText({ method, path, query, headers, body }: Inspection['request']): string {
  const target = query === '' ? path : `${path}?${query}`
  const shown = body === '' ? texts.noBody : body.startsWith('{') ? body : body.replaceAll('&', '\n&')
  return [`${method} ${target}`, ...headerLines(headers), '', shown].join('\n')
}

/** An element on each line. */
const responseText = (status: number, { headers, body }: Inspection['response']): string =>
  [`HTTP/1.1 ${status}`, ...headerLines(headers), '', body.replaceAll('><', '>\n<')].join('\n')
