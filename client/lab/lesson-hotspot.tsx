import type { ReactNode } from 'react'
import type { Hotspot } from '../../server/lab/format/hotspots.js'
import { useLab } from './lab-context.js'
import './lab.css'

/** Draws the eye to a control while the open step of the lesson is about it. */
export function LessonHotspot({ id, children }: { id: Hotspot; children: ReactNode }) {
  const { hotspot } = useLab()
  if (hotspot !== id) return <>{children}</>
  return (
    <span className="lesson-hotspot" data-hotspot={id}>
      {children}
      <span className="lesson-hotspot-sign" role="img" aria-label="The lesson's next step is here" />
    </span>
  )
}
