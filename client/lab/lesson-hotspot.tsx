import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import type { Hotspot } from '../../server/lessons/format/hotspots.js'
import { useSession } from '../shared/session.js'
import { subjectOf } from './hotspot-subject.js'
import { useLab } from './lab-context.js'
import './lab.css'

/** These are on every page. */
const EVERYWHERE: readonly string[] = ['account-clock']

/** The same ring on what leads to such a control, on a page that has none of them. It stays: the control isn't used yet. */
export function LessonWay({ children }: { children: ReactNode }) {
  const { hotspot } = useLab()
  const on = hotspot !== undefined && !EVERYWHERE.includes(hotspot.id)
  return (
    <div className={on ? 'lesson-hotspot' : 'lesson-hotspot-off'} data-hotspot-way={on ? hotspot.id : undefined}>
      {children}
      {on ? <Sign /> : null}
    </div>
  )
}

const Sign = () => <span className="lesson-hotspot-sign" role="img" aria-label="The lesson's next step is here" />

/**
 * Draws the eye to a control while the open step of the lesson is about it, until it was used. A step about somebody's
 * page leaves the same control on another's alone. It stands around the
 * control all the time: what is in it keeps its state and the focus when the ring comes and goes.
 */
export function LessonHotspot({ id, children }: { id: Hotspot; children: ReactNode }) {
  const { hotspot, hotspotUsed } = useLab()
  const { pathname } = useLocation()
  const { userName } = useSession()
  const subject = subjectOf(pathname, userName)
  const elsewhere = hotspot?.of !== undefined && subject !== undefined && subject !== hotspot.of
  const on = hotspot?.id === id && !elsewhere
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the control inside was used
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key on the control inside is a click too
    <div
      className={on ? 'lesson-hotspot' : 'lesson-hotspot-off'}
      data-hotspot={on ? id : undefined}
      onClick={on ? hotspotUsed : undefined}
    >
      {children}
      {on ? <Sign /> : null}
    </div>
  )
}
