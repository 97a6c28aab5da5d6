import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { lazy, Suspense, useState } from 'react'
import { api } from '../shared/api.js'
import { dateTime } from '../shared/locale.js'
import { useAllSessions, useSession } from '../shared/session.js'
import { LessonHotspot } from './lesson-hotspot.js'
import { texts } from './texts.js'
import { useNow } from './use-now.js'
import './lab.css'

const AskHowFar = lazy(() => import('./ask-how-far.js'))
const JUMPS = ['1h', '24h', '91d'] as const
/** Keys and passwords grow old by it: asked first. */
const LONG: readonly string[] = ['91d']

/** The footer: the account's clock, by which passwords, keys and sessions age, beside real time; and a way to move it ahead. */
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
      <span>{texts.accountClock}</span>
      <Time offset={clockOffset} />
      <LessonHotspot id="account-clock">
        <ButtonDropdown
          variant="normal"
          expandToViewport
          items={[...JUMPS.map((id) => ({ id, text: texts.forward[id] })), { id: 'other', text: texts.forwardOther }]}
          onItemClick={({ detail: { id } }) => {
            setError(undefined)
            if (id === 'other') setAsking('30d')
            else if (LONG.includes(id)) setAsking(id)
            else void forward(id)
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

/** In the user's own locale and zone; the real time, by which codes and signatures go, beside it. */
function Time({ offset }: { offset: number }) {
  const now = useNow()
  return (
    <>
      <time dateTime={new Date(now + offset).toISOString().slice(0, 19)}>
        {dateTime(now + offset)}
        {offset > 0 ? ` (${texts.ahead(offset)})` : ''}
      </time>
      <span>
        {texts.realTime} <time dateTime={new Date(now).toISOString().slice(0, 19)}>{dateTime(now)}</time>
      </span>
    </>
  )
}
