import Button from '@cloudscape-design/components/button'
import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import type { ClassTab } from '../class/class-tab.js'
import { useIsInstructor } from '../staff/staff-context.js'
import type { Act } from './act.js'
import { ActCard } from './act-card.js'
import { ClockCard } from './clock-card.js'
import { LessonField, StepFields, type StepOf } from './lesson-fields.js'
import { HintCard, MessageCard } from './message-cards.js'
import { ResetCard } from './reset-card.js'
import { texts } from './texts.js'
import { useClassAct } from './use-class-act.js'
import { type WhomChoice, WhomField, whomOf, whomText } from './whom.js'

/** What the staff does for all, a section, or some; the server says whom it couldn't be done for. */
export function ActsTab(tab: ClassTab) {
  const { selected, listing, lessons } = tab
  const [choice, setChoice] = useState<WhomChoice>(selected.size > 0 ? 'selected' : 'all')
  const isInstructor = useIsInstructor()
  const act: Act = { listing, lessons, to: whomOf(choice, selected), toText: whomText(choice, selected) }
  const cards = [
    <MessageCard key="message" {...act} />,
    <HintCard key="hint" {...act} />,
    ...(isInstructor
      ? [<LessonCard key="lesson" {...act} />, <PaceCard key="pace" {...act} />, <ClockCard key="clock" {...act} />]
      : []),
    <ResetCard key="reset" {...act} />,
    ...(isInstructor ? [<SpotlightCard key="spotlight" {...act} />] : []),
  ]
  return (
    <SpaceBetween size="m">
      <WhomField {...tab} value={choice} onChange={setChoice} />
      <Grid gridDefinition={cards.map(() => ({ colspan: { default: 12, s: 6, l: 4 } }))}>{cards}</Grid>
    </SpaceBetween>
  )
}

function LessonCard({ listing, lessons, to }: Act) {
  const [lesson, setLesson] = useState<string>()
  const set = useClassAct(() =>
    api('POST /classroom/classes/:class/lesson', { path: { class: listing.id }, body: { to, lesson: lesson ?? '' } }),
  )
  return (
    <ActCard title={texts.setLesson} text={texts.setLessonText}>
      <LessonField lessons={lessons} value={lesson} onChange={setLesson} />
      <Button disabled={lesson === undefined} loading={set.running} onClick={() => set.run()}>
        {texts.set}
      </Button>
    </ActCard>
  )
}

function PaceCard({ listing, lessons }: Act) {
  const [{ lesson, step }, setAt] = useState<StepOf>({ lesson: undefined, step: undefined })
  const lock = useClassAct((on: boolean) =>
    api('POST /classroom/classes/:class/pace-lock', {
      path: { class: listing.id },
      body: on ? { lesson: lesson ?? '', step: step ?? '' } : { off: true },
    }),
  )
  return (
    <ActCard title={texts.pace} text={texts.paceText}>
      <StepFields lessons={lessons} value={{ lesson, step }} onChange={setAt} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={step === undefined} loading={lock.running} onClick={() => lock.run(true)}>
          {texts.lock}
        </Button>
        <Button disabled={lock.running} onClick={() => lock.run(false)}>
          {texts.lift}
        </Button>
      </SpaceBetween>
    </ActCard>
  )
}

function SpotlightCard({ listing }: Act) {
  const end = useClassAct(() =>
    api('POST /classroom/classes/:class/spotlight', { path: { class: listing.id }, body: { off: true } }),
  )
  return (
    <ActCard title={texts.spotlight} text={texts.spotlightText}>
      <Button loading={end.running} onClick={() => end.run()}>
        {texts.endSpotlight}
      </Button>
    </ActCard>
  )
}
