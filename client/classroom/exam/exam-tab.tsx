import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Empty, Loaded } from '../../console/parts/loaded.js'
import { api } from '../../shared/api.js'
import { ActCard } from '../acts/act-card.js'
import { Confirmed } from '../acts/confirmed.js'
import { type WhomChoice, WhomField, whomOf, whomText } from '../acts/whom.js'
import type { ClassTab } from '../class/class-tab.js'
import { useAct, useAsked, useLessons } from '../queries.js'
import { ExamCard } from './exam-card.js'
import { texts } from './texts.js'

const REFETCH_MS = 10_000
const USUAL_MINUTES = 60

/** Starting an exam, and those that are or were. */
export function ExamTab(tab: ClassTab) {
  const classId = tab.listing.id
  const query = useAsked(
    ['class', classId, 'exams'],
    () => api('GET /classroom/classes/:class/exams', { path: { class: classId } }),
    REFETCH_MS,
  )
  return (
    <SpaceBetween size="l">
      <Start {...tab} />
      <Loaded query={query}>
        {(exams) =>
          exams.length === 0 ? (
            <Empty title={texts.none} />
          ) : (
            <SpaceBetween size="l">
              {exams.map((exam) => (
                <ExamCard key={exam.id} classId={classId} exam={exam} />
              ))}
            </SpaceBetween>
          )
        }
      </Loaded>
    </SpaceBetween>
  )
}

function Start({ listing, selected }: ClassTab) {
  const exams = (useLessons().data ?? []).filter(({ exam, status }) => exam && status === 'ready')
  const [lesson, setLesson] = useState<string>()
  const [minutes, setMinutes] = useState(String(USUAL_MINUTES))
  const [choice, setChoice] = useState<WhomChoice>('all')
  const chosen = exams.find(({ id }) => id === lesson)
  const start = useAct(
    () =>
      api('POST /classroom/classes/:class/exams', {
        path: { class: listing.id },
        body: { to: whomOf(choice, selected), lesson: lesson ?? '', minutes: Number(minutes) },
      }),
    { done: () => texts.started },
  )
  const options = exams.map(({ id, title, minutes: usual }) => ({ value: id, label: title, labelTag: `${usual} min` }))
  return (
    <ActCard title={texts.startTitle} text={texts.startText}>
      {exams.length === 0 ? (
        <Empty title={texts.noExam} />
      ) : (
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <FormField label={texts.lesson}>
            <Select
              options={options}
              placeholder={texts.chooseLesson}
              selectedOption={options.find(({ value }) => value === lesson) ?? null}
              onChange={({ detail: { selectedOption } }) => {
                const { value } = selectedOption
                setLesson(value)
                setMinutes(String(exams.find(({ id }) => id === value)?.minutes ?? USUAL_MINUTES))
              }}
            />
          </FormField>
          <FormField label={texts.minutes}>
            <Input type="number" value={minutes} onChange={({ detail }) => setMinutes(detail.value)} />
          </FormField>
          <WhomField listing={listing} selected={selected} value={choice} onChange={setChoice} />
          <Confirmed
            label={texts.start}
            header={texts.startHeader}
            text={texts.startConfirm(whomText(choice, selected), chosen?.title ?? '', Number(minutes))}
            disabled={chosen === undefined || !(Number(minutes) > 0)}
            run={() => start.runAsync()}
          />
        </SpaceBetween>
      )}
    </ActCard>
  )
}
