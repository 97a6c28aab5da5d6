import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, useState } from 'react'
import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { texts } from './texts.js'
import type { LessonText } from './types.js'

const Markdown = lazy(() => import('./markdown.js'))

interface Props {
  lessonId: string
  quiz: LessonText['quiz'][number]
  progress: { correct: boolean } | undefined
}

export function QuizView({ lessonId, quiz, progress }: Props) {
  const { accountId } = useSession()
  const [answer, setAnswer] = useState<string | null>(null)
  const [verdict, setVerdict] = useState<{ correct: boolean; explanation?: string }>()
  const submit = async () => {
    setVerdict(await api('POST', `/lab/lessons/${lessonId}/quiz`, { account: accountId, quiz: quiz.id, answer }))
  }
  const correct = verdict?.correct ?? progress?.correct
  return (
    <div data-quiz={quiz.id}>
      <SpaceBetween size="xs">
        <FormField label={quiz.prompt} {...(verdict && !verdict.correct ? { errorText: texts.wrong } : {})}>
          <RadioGroup
            value={answer}
            onChange={({ detail }) => setAnswer(detail.value)}
            items={quiz.options.map(({ id, text }) => ({ value: id, label: text }))}
          />
        </FormField>
        <Button disabled={answer === null} onClick={() => void submit()}>
          {texts.answer}
        </Button>
        <div aria-live="polite">{correct ? <Markdown text={`**${texts.right}** ${verdict?.explanation ?? ''}`} /> : null}</div>
      </SpaceBetween>
    </div>
  )
}
