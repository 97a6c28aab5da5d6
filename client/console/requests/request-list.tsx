import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import './requests.css'
import { texts } from './texts.js'
import type { RequestSummary } from './types.js'

/** As the server names this very page. */
const CONSOLE = 'Console'
const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

interface Props {
  requests: readonly RequestSummary[]
  onChoose(requestId: string): void
}

/** The requests that the filters let through. */
export function RequestList({ requests, onChoose }: Props) {
  const [operation, setOperation] = useState('')
  const [errorsOnly, setErrorsOnly] = useState(false)
  const [othersOnly, setOthersOnly] = useState(false)
  const shown = requests.filter(
    (one) =>
      one.operation.toLowerCase().includes(operation.trim().toLowerCase()) &&
      (!errorsOnly || one.status >= 400) &&
      (!othersOnly || one.client !== CONSOLE),
  )
  return (
    <SpaceBetween size="s">
      <Input
        type="search"
        value={operation}
        placeholder={texts.operation}
        ariaLabel={texts.operation}
        onChange={({ detail }) => setOperation(detail.value)}
      />
      <SpaceBetween size="m" direction="horizontal">
        <Toggle checked={errorsOnly} onChange={({ detail }) => setErrorsOnly(detail.checked)}>
          {texts.errorsOnly}
        </Toggle>
        <Toggle checked={othersOnly} onChange={({ detail }) => setOthersOnly(detail.checked)}>
          {texts.othersOnly}
        </Toggle>
      </SpaceBetween>
      {shown.length === 0 ? (
        <Box color="text-body-secondary">{requests.length === 0 ? texts.none : texts.noMatch}</Box>
      ) : (
        <ul className="request-list" aria-label={texts.list}>
          {shown.map((one) => (
            <li key={one.requestId}>
              <Line request={one} onChoose={() => onChoose(one.requestId)} />
            </li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  )
}

function Line({ request, onChoose }: { request: RequestSummary; onChoose(): void }) {
  const { operation, status, errorCode, client, sourceIp } = request
  const time = timeFormat.format(new Date(request.time))
  return (
    <>
      <div className="request-line">
        <Button variant="inline-link" ariaLabel={texts.inspect(operation, time)} onClick={onChoose}>
          {operation}
        </Button>
        <StatusIndicator type={status < 400 ? 'success' : 'error'}>
          {status} {errorCode}
        </StatusIndicator>
      </div>
      <Box variant="small" color="text-body-secondary">
        {time} · {client} · {sourceIp}
      </Box>
    </>
  )
}
