import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { ActorProgress, LessonText } from '../../server/lab/api/contract.js'
import { ErrorBox } from '../shared/error-box.js'
import { useSession } from '../shared/session.js'
import { UtcTime } from './account-time.js'
import { useLessonPost } from './lesson-post.js'
import { texts } from './texts.js'
import { useNow } from './use-now.js'

interface Props {
  lessonId: string
  actor: LessonText['actors'][number]
  progress: ActorProgress | undefined
}

const SHOWN = 30

/** Somebody who calls by themselves: how their calls fare, and a form where they can be given another key. */
export function ActorView({ lessonId, actor, progress }: Props) {
  const calls = progress?.calls.slice(-SHOWN) ?? []
  const last = calls.at(-1)
  const { clockOffset } = useSession()
  return (
    <Container header={<Header variant="h3">{actor.title}</Header>}>
      <SpaceBetween size="s">
        <div
          className="lesson-calls"
          role="img"
          aria-label={texts.callsSummary(progress?.succeeded ?? 0, progress?.failed ?? 0)}
        >
          {calls.map(({ at, error }, index) => (
            <span key={`${at}-${index}`} data-call={error ? 'failed' : 'succeeded'} title={error ?? texts.succeeded}>
              {error ? '✕' : '✓'}
            </span>
          ))}
        </div>
        {actor.session && progress ? <TimeSoFar progress={progress} /> : null}
        {actor.session ? <UtcTime offset={clockOffset} /> : null}
        <div aria-live="polite">
          {last ? (
            <StatusIndicator type={last.error ? 'error' : 'success'}>
              {last.error ? texts.lastFailed(last.error) : texts.lastSucceeded}
            </StatusIndicator>
          ) : null}
          <Box variant="small">{texts.callsSummary(progress?.succeeded ?? 0, progress?.failed ?? 0)}</Box>
          {progress ? (
            <div>
              <Box variant="small">
                {actor.session ? texts.holdsSession(progress.accessKeyId) : texts.holdsKey(progress.accessKeyId)}
              </Box>
            </div>
          ) : null}
          <div>
            <Box variant="small">{texts.callsWhat(actor.calls.join(', '))}</Box>
          </div>
        </div>
        {actor.takesKey ? <GiveKey lessonId={lessonId} actor={actor.id} /> : null}
      </SpaceBetween>
    </Container>
  )
}

/** How long an intruder has been at it, or was until they were stopped, on the account's clock. */
function TimeSoFar({ progress: { since, calls } }: { progress: ActorProgress }) {
  const { clockOffset } = useSession()
  const now = useNow() + clockOffset
  const stopped = calls.at(-1)?.error ? calls.slice(calls.findLastIndex(({ error }) => !error) + 1)[0]?.at : undefined
  const seconds = Math.max(0, Math.floor(((stopped ?? now) - since) / 1000))
  const time = texts.minutesAndSeconds(Math.floor(seconds / 60), seconds % 60)
  return <Box variant="strong">{stopped === undefined ? texts.atItFor(time) : texts.stoppedAfter(time)}</Box>
}

/** The secret is in this form until it is sent, and nowhere afterwards. */
function GiveKey({ lessonId, actor }: { lessonId: string; actor: string }) {
  const post = useLessonPost(lessonId)
  const [accessKeyId, setId] = useState('')
  const [secretAccessKey, setSecret] = useState('')
  const [error, setError] = useState<unknown>()
  const give = async () => {
    setError(undefined)
    try {
      const key = { accessKeyId: accessKeyId.trim(), secretAccessKey: secretAccessKey.trim() }
      await post('POST /lab/lessons/:id/actors/:actor/key', key, { actor })
      setId('')
    } catch (thrown) {
      setError(thrown)
    }
    setSecret('')
  }
  return (
    <SpaceBetween size="xs">
      <FormField label={texts.accessKeyId} stretch>
        <Input value={accessKeyId} autoComplete={false} spellcheck={false} onChange={({ detail }) => setId(detail.value)} />
      </FormField>
      <FormField label={texts.secretAccessKey} stretch>
        <Input
          type="password"
          value={secretAccessKey}
          autoComplete={false}
          onChange={({ detail }) => setSecret(detail.value)}
        />
      </FormField>
      <Button disabled={accessKeyId === '' || secretAccessKey === ''} onClick={() => void give()}>
        {texts.giveKey}
      </Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}
