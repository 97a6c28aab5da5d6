import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Toggle from '@cloudscape-design/components/toggle'
import { useEffect, useRef } from 'react'
import type { RequestSummary } from '../../../server/lab/api/contract.js'
import { isActorAddress } from '../../../server/lessons/format/actor-addresses.js'
import { isRefused, outcomeOf } from './outcome.js'
import { texts } from './texts.js'
import './requests.css'

/** As the server names this very page. */
const CONSOLE = 'Console'
const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export interface Filters {
  operation: string
  errorsOnly: boolean
  othersOnly: boolean
}

interface Props {
  requests: readonly RequestSummary[]
  filters: Filters
  onFilter(filters: Filters): void
  /** The one that was looked at before: it has the focus again. */
  looked: string | undefined
  onChoose(requestId: string): void
}

/** The requests that the filters let through. */
export function RequestList({ requests, filters, onFilter, looked, onChoose }: Props) {
  const { operation, errorsOnly, othersOnly } = filters
  const shown = requests.filter(
    (one) =>
      one.operation.toLowerCase().includes(operation.trim().toLowerCase()) &&
      (!errorsOnly || isRefused(one)) &&
      (!othersOnly || one.client !== CONSOLE),
  )
  // A lesson's robot or intruder calls on for ever, and would bury what one did oneself.
  const own = shown.filter(({ sourceIp }) => !isActorAddress(sourceIp))
  const actors = shown.filter(({ sourceIp }) => isActorAddress(sourceIp))
  return (
    <SpaceBetween size="s">
      <Input
        type="search"
        value={operation}
        placeholder={texts.operation}
        ariaLabel={texts.operation}
        onChange={({ detail }) => onFilter({ ...filters, operation: detail.value })}
      />
      <SpaceBetween size="m" direction="horizontal">
        <Toggle checked={errorsOnly} onChange={({ detail }) => onFilter({ ...filters, errorsOnly: detail.checked })}>
          {texts.errorsOnly}
        </Toggle>
        <Toggle checked={othersOnly} onChange={({ detail }) => onFilter({ ...filters, othersOnly: detail.checked })}>
          {texts.othersOnly}
        </Toggle>
      </SpaceBetween>
      {shown.length === 0 ? (
        <Box color="text-body-secondary">{requests.length === 0 ? texts.none : texts.noMatch}</Box>
      ) : (
        <>
          {own.length === 0 ? (
            <Box color="text-body-secondary">{texts.noMatch}</Box>
          ) : (
            <Lines label={texts.list} requests={own} looked={looked} onChoose={onChoose} />
          )}
          {actors.length === 0 ? null : (
            <ExpandableSection headerText={texts.actors(actors.length)}>
              <Lines label={texts.actorsList} requests={actors} looked={looked} onChoose={onChoose} />
            </ExpandableSection>
          )}
        </>
      )}
    </SpaceBetween>
  )
}

function Lines({ label, requests, looked, onChoose }: Pick<Props, 'requests' | 'looked' | 'onChoose'> & { label: string }) {
  return (
    <ul className="request-list" aria-label={label}>
      {requests.map((one) => (
        <li key={one.requestId}>
          <Line request={one} looked={one.requestId === looked} onChoose={() => onChoose(one.requestId)} />
        </li>
      ))}
    </ul>
  )
}

/** The console asks for what may not be there: that there is none is an answer, and nobody's mistake. */
const isAnswer = ({ operation, client, errorCode }: RequestSummary): boolean =>
  client === CONSOLE && errorCode === 'NoSuchEntity' && /:(Get|List)/.test(operation)

function Line({ request, looked, onChoose }: { request: RequestSummary; looked: boolean; onChoose(): void }) {
  const { operation, client, sourceIp } = request
  const button = useRef<ButtonProps.Ref>(null)
  useEffect(() => {
    if (looked) button.current?.focus()
  }, [looked])
  const time = timeFormat.format(new Date(request.time))
  return (
    <>
      <div className="request-line">
        <Button ref={button} variant="inline-link" ariaLabel={texts.inspect(operation, time)} onClick={onChoose}>
          {operation}
        </Button>
        <StatusIndicator type={!isRefused(request) ? 'success' : isAnswer(request) ? 'info' : 'error'}>
          {outcomeOf(request)}
        </StatusIndicator>
      </div>
      <Box variant="small" color="text-body-secondary">
        {time} · {client} · {sourceIp}
      </Box>
    </>
  )
}
