import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import type { Quiz, QuizAnswer } from '../../server/lab/api/contract.js'
import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { InlineMarkdown } from './inline-markdown.js'
import Markdown from './markdown.js'
import { texts } from './texts.js'

interface Props {
  lessonId: string
  quiz: Quiz
  progress: { attempts: number; correct: boolean } | undefined
  /** The end is in sight then, and not the question. */
  lessonPassed: boolean
  /** Exams tell right from wrong at the end only. */
  silent?: boolean
  /** It was handed in: an answer no longer counts. */
  closed?: boolean
}

export function QuizView({ lessonId, quiz, progress, lessonPassed, silent = false, closed = false }: Props) {
  const { accountId } = useSession()
  const [chosen, setAnswer] = useState<QuizAnswer>()
  // After a reload, the right answer stands where it was given.
  const told = progress?.correct ? quiz.answered : undefined
  const answer = chosen ?? told?.answer
  const [verdict, setVerdict] = useState<{ correct?: boolean; explanation?: string }>()
  const question = useRef<HTMLDivElement>(null)
  const passed = useRef(lessonPassed)
  useEffect(() => {
    const completes = lessonPassed && !passed.current
    passed.current = lessonPassed
    if (verdict && !completes) question.current?.scrollIntoView({ block: 'nearest' })
  }, [verdict, lessonPassed])
  const submit = async () => {
    if (answer === undefined) return
    setVerdict(
      await api('POST /lab/lessons/:id/quiz', { path: { id: lessonId }, body: { account: accountId, quiz: quiz.id, answer } }),
    )
  }
  const change = (chosen: QuizAnswer) => {
    setAnswer(chosen)
    if (verdict && !verdict.correct) setVerdict(undefined)
  }
  const correct = verdict?.correct ?? progress?.correct
  const wrong = verdict && !verdict.correct && !silent
  return (
    <div ref={question} data-quiz={quiz.id}>
      <SpaceBetween size="xs">
        <FormField label={<InlineMarkdown text={quiz.prompt} />} stretch {...(wrong ? { errorText: texts.wrong } : {})}>
          <Choice
            quiz={quiz}
            answer={answer}
            onChange={change}
            onSubmit={() => !closed && isWhole(quiz, answer) && void submit()}
          />
        </FormField>
        <Button disabled={closed || !isWhole(quiz, answer)} onClick={() => void submit()}>
          {texts.answer}
        </Button>
        <div aria-live="polite">
          {silent && !closed && verdict ? texts.answerKept : null}
          {silent && !closed && !verdict && (progress?.attempts ?? 0) > 0 ? texts.answeredBefore : null}
          {correct && !silent ? (
            <>
              <StatusIndicator type="success">{texts.right}</StatusIndicator>
              <Markdown text={verdict?.explanation ?? told?.explanation ?? ''} />
            </>
          ) : null}
        </div>
      </SpaceBetween>
    </div>
  )
}

/** The explanation names the letters. */
const Lettered = ({ id, text }: { id: string; text: string }) => (
  <>
    {id}) <InlineMarkdown text={text} />
  </>
)

/** Every option is placed where all have to be. */
function isWhole({ kind, options }: Quiz, answer: QuizAnswer | undefined): boolean {
  if (answer === undefined || answer === '') return false
  if (kind === 'sort') return Object.keys(answer).length === options.length
  if (kind === 'order') return Array.isArray(answer) && new Set(answer.filter(Boolean)).size === options.length
  return !Array.isArray(answer) || answer.length > 0
}

interface ChoiceProps {
  quiz: Quiz
  answer: QuizAnswer | undefined
  onChange: (answer: QuizAnswer) => void
  onSubmit: () => void
}

function Choice({ quiz, answer, onChange, onSubmit }: ChoiceProps) {
  const { kind, options } = quiz
  switch (kind) {
    case 'single':
      return (
        <RadioGroup
          value={typeof answer === 'string' ? answer : null}
          onChange={({ detail }) => onChange(detail.value)}
          items={options.map(({ id, text }) => ({ value: id, label: <Lettered id={id} text={text} /> }))}
        />
      )
    case 'text':
      return (
        <Input
          value={typeof answer === 'string' ? answer : ''}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => onChange(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') onSubmit()
          }}
        />
      )
    case 'multiple': {
      const chosen = Array.isArray(answer) ? answer : []
      return options.map(({ id, text }) => (
        <Checkbox
          key={id}
          checked={chosen.includes(id)}
          onChange={({ detail }) => onChange(detail.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
        >
          <Lettered id={id} text={text} />
        </Checkbox>
      ))
    }
    case 'order':
      return <Order options={options} answer={Array.isArray(answer) ? answer : []} onChange={onChange} />
    case 'sort':
      return (
        <Sort quiz={quiz} answer={typeof answer === 'object' && !Array.isArray(answer) ? answer : {}} onChange={onChange} />
      )
  }
}

/** A place for each position: works by keyboard and on a small screen, unlike dragging. */
function Order({
  options,
  answer,
  onChange,
}: {
  options: Quiz['options']
  answer: string[]
  onChange: ChoiceProps['onChange']
}) {
  const choices = options.map(({ id, text }) => ({ value: id, label: `${id}) ${text}` }))
  return (
    <SpaceBetween size="xs">
      {options.map(({ id }, index) => (
        <Select
          key={id}
          ariaLabel={texts.place(index + 1)}
          inlineLabelText={texts.place(index + 1)}
          placeholder={texts.choose}
          selectedOption={choices.find(({ value }) => value === answer[index]) ?? null}
          options={choices}
          onChange={({ detail }) => {
            const placed = Array.from({ length: options.length }, (_, at) => answer[at] ?? '')
            placed[index] = detail.selectedOption.value ?? ''
            onChange(placed)
          }}
        />
      ))}
    </SpaceBetween>
  )
}

/** A bin for each card. */
function Sort({ quiz, answer, onChange }: { quiz: Quiz; answer: Record<string, string>; onChange: ChoiceProps['onChange'] }) {
  const bins = Object.entries(quiz.bins ?? {}).map(([value, label]) => ({ value, label }))
  return (
    <SpaceBetween size="s">
      {quiz.options.map(({ id, text }) => (
        <FormField key={id} label={<InlineMarkdown text={text} />} stretch>
          <Select
            placeholder={texts.choose}
            selectedOption={bins.find(({ value }) => value === answer[id]) ?? null}
            options={bins}
            onChange={({ detail }) => onChange({ ...answer, [id]: detail.selectedOption.value ?? '' })}
          />
        </FormField>
      ))}
    </SpaceBetween>
  )
}
