import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { useAllSessions, useSession } from '../shared/session.js'
import './lab.css'
import { texts } from './texts.js'

const JUMPS = ['1h', '24h', '91d'] as const

/** The footer: the account's clock, by which passwords, keys and sessions age, and a way to move it ahead. */
export function ClockControl() {
  const { accountId, clockOffset } = useSession()
  const { reload } = useAllSessions()
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>()
  const forward = async (by: string) => {
    setError(undefined)
    try {
      await api('POST', `/lab/accounts/${accountId}/clock`, { forward: by })
      setAsking(false)
      await reload()
    } catch (refusal) {
      setError(refusal)
      setAsking(true)
    }
  }
  return (
    <footer id="clock" className="lesson-clock">
      <span>{texts.accountClock}</span>
      <Time offset={clockOffset} />
      <ButtonDropdown
        variant="normal"
        items={[...JUMPS.map((id) => ({ id, text: texts.forward[id] })), { id: 'other', text: texts.forwardOther }]}
        onItemClick={({ detail: { id } }) => (id === 'other' ? setAsking(true) : void forward(id))}
      >
        {texts.moveClock}
      </ButtonDropdown>
      <Ask visible={asking} error={error} onDismiss={() => setAsking(false)} onForward={(by) => void forward(by)} />
    </footer>
  )
}

function Time({ offset }: { offset: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const time = new Date(now + offset)
  return (
    <time dateTime={time.toISOString().slice(0, 19)}>
      {time.toISOString().slice(0, 16).replace('T', ' ')} UTC
      {offset > 0 ? ` (${texts.ahead(offset)})` : ''}
    </time>
  )
}

interface AskProps {
  visible: boolean
  error: unknown
  onDismiss: () => void
  onForward: (by: string) => void
}

function Ask({ visible, error, onDismiss, onForward }: AskProps) {
  const [by, setBy] = useState('30d')
  return (
    <Modal
      visible={visible}
      onDismiss={onDismiss}
      header={texts.moveClock}
      footer={
        <Button variant="primary" onClick={() => onForward(by.trim())}>
          {texts.moveClock}
        </Button>
      }
    >
      <SpaceBetween size="s">
        <FormField label={texts.howFar} description={texts.howFarText}>
          <Input value={by} onChange={({ detail }) => setBy(detail.value)} />
        </FormField>
        {error === undefined ? null : <ErrorBox error={error} />}
      </SpaceBetween>
    </Modal>
  )
}
