import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import type { Exam } from '../../../server/classroom/contract.js'
import { useNow } from '../../lab/use-now.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { timeLeft } from '../../shared/time-left.js'
import { Confirmed } from '../acts/confirmed.js'
import { useAct } from '../queries.js'
import { Averages, Results } from './results.js'
import { texts } from './texts.js'

interface Props {
  classId: string
  exam: Exam
}

type Sitting = Exam['learners'][number]

/** An exam: its clock and who has handed in; once it has ended, how they did. */
export function ExamCard({ classId, exam }: Props) {
  const [late, setLate] = useState<Sitting>()
  const path = { class: classId, exam: exam.id }
  const end = useAct(() => api('POST /classroom/classes/:class/exams/:exam/end', { path }), { failed: texts.failed })
  const release = useAct(() => api('POST /classroom/classes/:class/exams/:exam/release', { path }), {
    done: () => texts.releaseDone,
    failed: texts.failed,
  })
  const running = exam.state === 'running'
  return (
    <SpaceBetween size="m">
      <Table
        items={exam.learners}
        trackBy="id"
        ariaLabels={{ tableLabel: exam.title }}
        header={
          <Header
            variant="h2"
            counter={`(${exam.learners.filter(({ handedInAt }) => handedInAt !== undefined).length}/${exam.learners.length})`}
            description={running ? <Countdown endsAt={exam.endsAt} /> : <Ended exam={exam} />}
            actions={
              running ? (
                <Confirmed label={texts.end} header={texts.endHeader} text={texts.endConfirm} run={() => end.runAsync()} />
              ) : exam.released ? null : (
                <Confirmed
                  label={texts.release}
                  header={texts.releaseHeader}
                  text={texts.releaseConfirm}
                  run={() => release.runAsync()}
                />
              )
            }
          >
            {exam.title}
          </Header>
        }
        columnDefinitions={[
          { id: 'name', header: texts.learner, isRowHeader: true, cell: ({ name }) => name },
          { id: 'ends', header: texts.endsAt, cell: ({ endsAt }) => dateTime(endsAt) },
          {
            id: 'handed',
            header: texts.handedIn,
            cell: ({ handedInAt }) => (handedInAt === undefined ? texts.notHandedIn : dateTime(handedInAt)),
          },
          {
            id: 'points',
            header: texts.points,
            cell: ({ points, of }) => (points === undefined || of === undefined ? '' : texts.pointsOf(points, of)),
          },
          ...(running
            ? [
                {
                  id: 'more',
                  header: texts.moreTime,
                  cell: (sitting: Sitting) =>
                    sitting.handedInAt === undefined ? (
                      <Button
                        variant="inline-link"
                        ariaLabel={texts.moreTimeFor(sitting.name)}
                        onClick={() => setLate(sitting)}
                      >
                        {texts.moreTime}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {running ? null : (
        <>
          <Averages items={exam.items} />
          <Results {...path} />
        </>
      )}
      {late ? <MoreTime classId={classId} exam={exam} learner={late} onClose={() => setLate(undefined)} /> : null}
    </SpaceBetween>
  )
}

const Countdown = ({ endsAt }: { endsAt: number }) => (
  <StatusIndicator type="in-progress">{texts.running(timeLeft(endsAt, useNow()))}</StatusIndicator>
)

const Ended = ({ exam: { released } }: { exam: Exam }) => (
  <StatusIndicator type={released ? 'success' : 'stopped'}>
    {texts.ended}. {released ? texts.released : texts.notReleased}.
  </StatusIndicator>
)

function MoreTime({ classId, exam, learner, onClose }: Props & { learner: Sitting; onClose(): void }) {
  const [minutes, setMinutes] = useState('10')
  const give = useAct(
    () =>
      api('POST /classroom/classes/:class/exams/:exam/more-time', {
        path: { class: classId, exam: exam.id },
        body: { learner: learner.id, minutes: Number(minutes) },
      }),
    { done: () => texts.given(learner.name) },
  )
  return (
    <FormDialog
      header={texts.moreTimeFor(learner.name)}
      submitText={texts.give}
      disabled={!(Number(minutes) > 0)}
      running={give.running}
      error={give.error}
      onSubmit={() => void give.runAsync().then(onClose, () => undefined)}
      onClose={onClose}
    >
      <FormField label={texts.moreTimeText}>
        <Input type="number" value={minutes} onChange={({ detail }) => setMinutes(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
