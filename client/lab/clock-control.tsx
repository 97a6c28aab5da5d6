import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { lazy, Suspense, useState } from 'react'
import { api } from '../shared/api.js'
import { useAllSessions, useSession } from '../shared/session.js'
import { AccountTime } from './account-time.js'
import { LessonHotspot } from './lesson-hotspot.js'
import { texts } from './texts.js'
import './lab.css'

const AskHowFar = lazy(() => import('./ask-how-far.js'))
const JUMPS = ['1h', '24h', '91d'] as const

/** The footer: the account's clock, by which passwords, keys and temporary credentials age, beside real time; and a way to move it ahead. */
export function ClockControl() {
  const { accountId, clockOffset } = useSession()
  const { setClock } = useAllSessions()
  const [asking, setAsking] = useState<string>()
  const [error, setError] = useState<unknown>()
  const forward = async (by: string) => {
    setError(undefined)
    try {
      const { clockOffset } = await api('POST /lab/accounts/:id/clock', { path: { id: accountId }, body: { forward: by } })
      setClock(accountId, clockOffset)
      setAsking(undefined)
    } catch (thrown) {
      setError(thrown)
      setAsking(by)
    }
  }
  return (
    <footer id="clock" className="lesson-clock">
      <AccountTime offset={clockOffset} />
      <LessonHotspot id="account-clock">
        <ButtonDropdown
          variant="normal"
          expandToViewport
          items={[...JUMPS.map((id) => ({ id, text: texts.forward[id] })), { id: 'other', text: texts.forwardOther }]}
          onItemClick={({ detail: { id } }) => {
            setError(undefined)
            // There is no way back from any of them.
            setAsking(id === 'other' ? '30d' : id)
          }}
        >
          {texts.moveClock}
        </ButtonDropdown>
      </LessonHotspot>
      {asking === undefined ? null : (
        <Suspense>
          <AskHowFar asked={asking} error={error} onDismiss={() => setAsking(undefined)} onForward={(by) => void forward(by)} />
        </Suspense>
      )}
    </footer>
  )
}
