import type { ReactNode } from 'react'
import type { Hotspot } from '../../server/lessons/format/hotspots.js'
import { useLab } from './lab-context.js'
import './lab.css'

/**
 * Draws the eye to a control while the open step of the lesson is about it, until it was used. It stands around the
 * control all the time: what is in it keeps its state and the focus when the ring comes and goes.
 */
export function LessonHotspot({ id, children }: { id: Hotspot; children: ReactNode }) {
  const { hotspot, hotspotUsed } = useLab()
  const on = hotspot === id
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the control inside was used
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key on the control inside is a click too
    <div
      className={on ? 'lesson-hotspot' : 'lesson-hotspot-off'}
      data-hotspot={on ? id : undefined}
      onClick={on ? hotspotUsed : undefined}
    >
      {children}
      {on ? <span className="lesson-hotspot-sign" role="img" aria-label="The lesson's next step is here" /> : null}
    </div>
  )
}
