import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useParams } from 'react-router'
import type { LearnerPage } from '../../../server/classroom/contract.js'
import { LearnerView } from '../../console/my-class/learner-view.js'
import { Loaded } from '../../console/parts/loaded.js'
import { classroomAddress, classroomAddresses } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { dateTime } from '../../shared/locale.js'
import { useTrail } from '../frame.js'
import { useAct, useAsked, useClass, useLearners } from '../queries.js'
import { useIsInstructor } from '../staff/staff-context.js'
import { MessageDialog } from './message-dialog.js'
import { texts } from './texts.js'

const REFETCH_MS = 15_000

/** One learner, as the staff sees them. */
export default function LearnerOfClass() {
  const { classId = '', learnerId = '' } = useParams()
  const path = { class: classId, learner: learnerId }
  const query = useAsked(
    ['class', classId, 'learner', learnerId],
    () => api('GET /classroom/classes/:class/learners/:learner', { path }),
    REFETCH_MS,
  )
  return <Loaded query={query}>{(page) => <Shown classId={classId} page={page} />}</Loaded>
}

function Shown({ classId, page }: { classId: string; page: LearnerPage }) {
  const { id, name, section, joinedAt, seenAt } = page.learner
  const title = useClass(classId).data?.title ?? ''
  const isInstructor = useIsInstructor()
  useTrail(
    { text: title, href: classroomAddress(classroomAddresses.of(classId)) },
    { text: name, href: classroomAddress(classroomAddresses.learner(classId, id)) },
  )
  const spotlight = useAct(
    (requestId: string) =>
      api('POST /classroom/classes/:class/spotlight', { path: { class: classId }, body: { learner: id, requestId } }),
    { done: () => texts.shown, failed: texts.spotlightFailed },
  )
  const time = (at: number | undefined) => (at === undefined ? texts.never : dateTime(at))
  return (
    <SpaceBetween size="l">
      <Header variant="h1" actions={<Actions classId={classId} learner={page.learner} />}>
        {name}
      </Header>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.section, value: section ?? texts.noSection },
          { label: texts.joined, value: time(joinedAt) },
          { label: texts.seen, value: time(seenAt) },
        ]}
      />
      <LearnerView
        page={page}
        {...(isInstructor
          ? {
              refusalAction: ({ request }) => (
                <Button
                  ariaLabel={texts.spotlightOf(request.operation)}
                  loading={spotlight.running}
                  onClick={() => spotlight.run(request.requestId)}
                >
                  {texts.spotlight}
                </Button>
              ),
            }
          : {})}
      />
    </SpaceBetween>
  )
}

function Actions({ classId, learner: { id, name } }: { classId: string; learner: LearnerPage['learner'] }) {
  const [writing, setWriting] = useState(false)
  const hand = useLearners(classId).data?.find((learner) => learner.id === id)?.handRaised
  const take = useAct(
    (taken: boolean) =>
      api('POST /classroom/classes/:class/learners/:learner/hand', { path: { class: classId, learner: id }, body: { taken } }),
    { done: (_learner, taken) => (taken ? texts.handTaken : texts.handDown), failed: texts.handFailed },
  )
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {hand && hand.takenBy === undefined ? (
        <Button loading={take.running} onClick={() => take.run(true)}>
          {texts.takeHand}
        </Button>
      ) : null}
      <Button onClick={() => setWriting(true)}>{texts.message}</Button>
      {writing ? <MessageDialog classId={classId} learner={id} name={name} onClose={() => setWriting(false)} /> : null}
    </SpaceBetween>
  )
}
