import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { LessonSummary } from '../../../server/lab/api/contract.js'
import { texts } from './texts.js'

interface LessonFieldProps {
  lessons: readonly LessonSummary[]
  value: string | undefined
  onChange(lesson: string | undefined): void
}

export function LessonField({ lessons, value, onChange }: LessonFieldProps) {
  const options = lessons.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <FormField label={texts.lesson}>
      <Select
        options={options}
        placeholder={texts.chooseLesson}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value)}
      />
    </FormField>
  )
}

export interface StepOf {
  lesson: string | undefined
  step: string | undefined
}

/** A lesson, and one of its steps. */
export function StepFields({
  lessons,
  value: { lesson, step },
  onChange,
}: {
  lessons: readonly LessonSummary[]
  value: StepOf
  onChange(value: StepOf): void
}) {
  const steps = lessons.find(({ id }) => id === lesson)?.steps ?? []
  const options = steps.map(({ id, title }, index) => ({ value: id, label: `${index + 1}. ${title}` }))
  return (
    <SpaceBetween size="s">
      <LessonField lessons={lessons} value={lesson} onChange={(to) => onChange({ lesson: to, step: undefined })} />
      <FormField label={texts.step}>
        <Select
          options={options}
          disabled={options.length === 0}
          placeholder={texts.chooseStep}
          selectedOption={options.find(({ value }) => value === step) ?? null}
          onChange={({ detail }) => onChange({ lesson, step: detail.selectedOption.value })}
        />
      </FormField>
    </SpaceBetween>
  )
}
