import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useState } from 'react'
import { HOUR_MS } from '../../server/account/durations.js'
import type { LabApi } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { texts } from './texts.js'
import { useNow } from './use-now.js'

/** A night in which nobody looks passes in so many seconds. */
const SIMULATED_HOURS_A_SECOND = 0.5

const dollars = (amount: number) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' })

/** What a thief of somebody's credentials could make the owner pay for; each line is a decision of the evaluator. */
export function BillView({ lessonId }: { lessonId: string }) {
  const { accountId } = useSession()
  const [principal, setPrincipal] = useState('root')
  const [bill, setBill] = useState<LabApi['GET /lab/lessons/:id/bill']['answer']>()
  const [since, setSince] = useState(() => Date.now())
  useEffect(() => {
    setSince(Date.now())
    const query = { account: accountId, principal }
    api('GET /lab/lessons/:id/bill', { path: { id: lessonId }, query }).then(setBill, () => setBill(undefined))
  }, [accountId, lessonId, principal])
  if (!bill) return null
  return (
    <Container header={<Header variant="h3">{texts.bill}</Header>}>
      <SpaceBetween size="s">
        <FormField label={texts.stolenFrom} stretch>
          <Select
            selectedOption={{ value: principal, label: principal }}
            options={bill.principals.map((value) => ({ value, label: value }))}
            onChange={({ detail }) => setPrincipal(detail.selectedOption.value ?? 'root')}
          />
        </FormField>
        <Ticking since={since} dollarsPerHour={bill.dollarsPerHour} />
        <ul className="lesson-bill">
          <li>
            {texts.billEmail}
            <Decision through={bill.email === 'root'} decision={bill.email} />
          </li>
          {bill.lines.map(({ region, instances, decision, dollarsPerHour }) => (
            <li key={region}>
              <Box variant="strong">{region}</Box>: {texts.billLine(instances, bill.instanceType, dollars(dollarsPerHour * 24))}
              <Decision through={instances > 0} decision={decision} />
            </li>
          ))}
        </ul>
        <Box variant="small">{texts.billSource}</Box>
      </SpaceBetween>
    </Container>
  )
}

/** What was decided of a line; one that went through is the thief's. */
function Decision({ through, decision }: { through: boolean; decision: string }) {
  return (
    <div>
      <StatusIndicator type={through ? 'warning' : 'success'}>
        <span className="words">{texts.decisions[decision] ?? decision}</span>
      </StatusIndicator>
    </div>
  )
}

function Ticking({ since, dollarsPerHour }: { since: number; dollarsPerHour: number }) {
  const now = useNow()
  const hours = Math.floor((((now - since) / 1000) * SIMULATED_HOURS_A_SECOND * HOUR_MS) / HOUR_MS)
  return (
    <div>
      <Box variant="strong" fontSize="heading-l">
        {dollars(hours * dollarsPerHour)}
      </Box>
      <Box variant="small">{texts.afterHours(hours)}</Box>
    </div>
  )
}
