import { useEffect, useRef } from 'react'
import { useLab } from '../../lab/lab-context.js'
import { useFlash } from '../parts/flash.js'
import { texts } from './texts.js'

/** Says that a step was passed where the lessons are not in sight. */
export function useStepNews(lessonsInSight: boolean): void {
  const { lesson, progress } = useLab()
  const flash = useFlash()
  const known = useRef<{ lesson: string; passed: Set<string> }>(undefined)
  const steps = lesson && progress[lesson.id]?.steps
  useEffect(() => {
    if (!lesson || !steps) return
    const passed = new Set(lesson.steps.filter(({ id }) => steps[id]?.state === 'passed').map(({ id }) => id))
    const before = known.current
    known.current = { lesson: lesson.id, passed }
    if (before?.lesson !== lesson.id || lessonsInSight) return
    for (const { id, title } of lesson.steps) if (passed.has(id) && !before.passed.has(id)) flash.success(texts.stepDone(title))
  }, [lesson, steps, lessonsInSight, flash])
}
