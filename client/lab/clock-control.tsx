import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { lazy, Suspense, useState } from 'react'
import { api } from '../shared/api.js'
import { useAllSessions, useSession } from '../shared/session.js'
import { LessonHotspot } from './lesson-hotspot.js'
import './lab.css'
import { texts } from './texts.js'
import { useNow } from './use-now.js'

const AskHowFar = lazy(() => import('./ask-how-far.js'))
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
      <LessonHotspot id="account-clock">
        <ButtonDropdown
          variant="normal"
          expandToViewport
          items={[...JUMPS.map((id) => ({ id, text: texts.forward[id] })), { id: 'other', text: texts.forwardOther }]}
          onItemClick={({ detail: { id } }) => (id === 'other' ? setAsking(true) : void forward(id))}
        >
          {texts.moveClock}
        </ButtonDropdown>
      </LessonHotspot>
      {asking ? (
        <Suspense>
          <AskHowFar error={error} onDismiss={() => setAsking(false)} onForward={(by) => void forward(by)} />
        </Suspense>
      ) : null}
    </footer>
  )
}

function Time({ offset }: { offset: number }) {
  const now = useNow()
  const time = new Date(now + offset)
  return (
    <time dateTime={time.toISOString().slice(0, 19)}>
      {time.toISOString().slice(0, 16).replace('T', ' ')} UTC
      {offset > 0 ? ` (${texts.ahead(offset)})` : ''}
    </time>
  )
}
