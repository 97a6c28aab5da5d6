import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SIGN_IN } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { FormDialog } from '../shared/dialogs/form-dialog.js'
import { ErrorBox } from '../shared/error-box.js'
import { dateTime } from '../shared/locale.js'
import { useSession } from '../shared/session.js'
import { useLastCall } from '../shared/use-last-call.js'
import { texts } from './texts.js'

/** Says what goes back and what is lost, and then does it: the account, not only the progress. */
export default function BackToStart({ lessonId, onClose }: { lessonId: string; onClose: () => void }) {
  const { accountId, id: session } = useSession()
  const [done, setDone] = useState(false)
  const start = useQuery({
    queryKey: ['lesson-start', accountId, lessonId],
    queryFn: () => api('GET /lab/lessons/:id/start', { path: { id: lessonId }, query: { account: accountId } }),
    staleTime: 0,
    gcTime: 0,
  })
  const { running, error, submit } = useLastCall(async () => {
    await api('POST /lab/lessons/:id/back-to-start', { path: { id: lessonId }, body: { account: accountId } })
    await api('POST /signin/sign-out', { body: { session } })
    setDone(true)
  })
  if (done) {
    return (
      <Modal visible header={texts.backToStart} onDismiss={() => location.assign(SIGN_IN)}>
        <SpaceBetween size="m">
          <Box>{texts.back}</Box>
          <Button href={SIGN_IN}>{texts.toSignInAgain}</Button>
        </SpaceBetween>
      </Modal>
    )
  }
  const copy = start.data?.copy
  return (
    <FormDialog
      header={`${texts.backToStartOf}?`}
      submitText={texts.backToStart}
      running={running}
      disabled={copy === undefined}
      error={error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {copy ? (
        <SpaceBetween size="s">
          <Box>{texts.backToStartText(dateTime(copy.time))}</Box>
          {copy.secondAccount ? <Box>{texts.backToStartSecond}</Box> : null}
          <Box>{texts.backToStartLoses}</Box>
        </SpaceBetween>
      ) : null}
      {start.data && !copy ? <Alert type="info">{texts.noCopy}</Alert> : null}
      {start.isPending ? <Box>{texts.loading}</Box> : null}
      {start.error ? <ErrorBox error={start.error} /> : null}
    </FormDialog>
  )
}
