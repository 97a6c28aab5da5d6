import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import { useIsInstructor } from '../staff/staff-context.js'
import type { Act } from './act.js'
import { ActCard } from './act-card.js'
import { Confirmed } from './confirmed.js'
import { LessonField, StepFields, type StepOf } from './lesson-fields.js'
import { texts } from './texts.js'
import { useClassAct } from './use-class-act.js'

type What = 'step' | 'lesson' | 'account'

/** An assistant resets steps alone. */
export function ResetCard({ listing, lessons, to, toText }: Act) {
  const isInstructor = useIsInstructor()
  const [what, setWhat] = useState<What>('step')
  const [at, setAt] = useState<StepOf>({ lesson: undefined, step: undefined })
  const reset = useClassAct(() =>
    api('POST /classroom/classes/:class/resets', { path: { class: listing.id }, body: { to, ...partOf(what, at) } }),
  )
  const whats: What[] = isInstructor ? ['step', 'lesson', 'account'] : ['step']
  const ready = what === 'account' || (what === 'lesson' ? at.lesson : at.step) !== undefined
  return (
    <ActCard title={texts.reset} text={texts.resetText}>
      {whats.length > 1 ? (
        <RadioGroup
          ariaLabel={texts.resetWhat}
          value={what}
          items={whats.map((value) => ({ value, label: texts.resets[value] }))}
          onChange={({ detail }) => setWhat(detail.value as What)}
        />
      ) : null}
      {what === 'step' ? <StepFields lessons={lessons} value={at} onChange={setAt} /> : null}
      {what === 'lesson' ? (
        <LessonField lessons={lessons} value={at.lesson} onChange={(lesson) => setAt({ lesson, step: undefined })} />
      ) : null}
      <Confirmed
        label={texts.resetButton}
        header={texts.resetTitle}
        text={texts.resetConfirm[what](toText)}
        disabled={!ready}
        run={() => reset.runAsync()}
      />
    </ActCard>
  )
}

function partOf(what: What, { lesson = '', step = '' }: StepOf) {
  if (what === 'account') return { account: true } as const
  return what === 'lesson' ? { lesson } : { lesson, step }
}
