import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import type { ClassLearner } from '../../../server/classroom/contract.js'
import { TypedConfirmation } from '../../console/parts/typed-confirmation.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { texts as common } from '../texts.js'
import { texts } from './texts.js'

interface Props {
  classId: string
  learner: ClassLearner
  onClose(): void
}

const pathOf = ({ classId, learner }: Props) => ({ class: classId, learner: learner.id })

export function RenameDialog(props: Props) {
  const [name, setName] = useState(props.learner.name)
  const rename = useAct(
    () => api('POST /classroom/classes/:class/learners/:learner', { path: pathOf(props), body: { name: name.trim() } }),
    { done: (renamed) => texts.renamed(renamed.name) },
  )
  return (
    <FormDialog
      header={texts.renameTitle(props.learner.name)}
      submitText={texts.rename}
      disabled={name.trim() === ''}
      running={rename.running}
      error={rename.error}
      onSubmit={() => void rename.runAsync().then(props.onClose, () => undefined)}
      onClose={props.onClose}
    >
      <FormField label={texts.newName}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </FormDialog>
  )
}

/** The code stands in this dialog alone. */
export function PassphraseDialog(props: Props) {
  const [code, setCode] = useState<string>()
  const make = useAct(async () => {
    const answer = await api('POST /classroom/classes/:class/learners/:learner/passphrase', { path: pathOf(props) })
    setCode(answer.code)
  })
  return (
    <FormDialog
      header={texts.passphraseTitle(props.learner.name)}
      submitText={code === undefined ? texts.makeCode : texts.done}
      closeOnly={code !== undefined}
      running={make.running}
      error={make.error}
      onSubmit={() => (code === undefined ? make.run() : props.onClose())}
      onClose={props.onClose}
    >
      {code === undefined ? (
        <Box>{texts.passphraseText}</Box>
      ) : (
        <Alert type="success" header={texts.code}>
          <div className="code">{code}</div>
          {texts.codeText}
        </Alert>
      )}
    </FormDialog>
  )
}

export function FreshDialog(props: Props) {
  const { name } = props.learner
  const fresh = useAct(() => api('POST /classroom/classes/:class/learners/:learner/fresh-account', { path: pathOf(props) }), {
    done: ({ accountId }) => texts.freshDone(name, accountId),
  })
  return <Typed {...props} header={texts.freshTitle(name)} text={texts.freshText} submitText={texts.freshAccount} act={fresh} />
}

export function RemoveDialog({ onRemoved, ...props }: Props & { onRemoved(): void }) {
  const { name } = props.learner
  const remove = useAct(
    async () => {
      await api('DELETE /classroom/classes/:class/learners/:learner', { path: pathOf(props) })
      onRemoved()
    },
    { done: () => texts.removed(name) },
  )
  return <Typed {...props} header={texts.removeTitle(name)} text={texts.removeText} submitText={texts.remove} act={remove} />
}

interface TypedProps extends Props {
  header: string
  text: string
  submitText: string
  act: { running: boolean; error: unknown; runAsync(input: undefined): Promise<unknown> }
}

/** Something is gone for good: the learner's name is typed before. */
function Typed({ learner: { name }, header, text, submitText, act, onClose }: TypedProps) {
  const [typed, setTyped] = useState('')
  return (
    <FormDialog
      header={header}
      submitText={submitText}
      disabled={typed !== name}
      running={act.running}
      error={act.error}
      onSubmit={() => void act.runAsync(undefined).then(onClose, () => undefined)}
      onClose={onClose}
    >
      <Box>{text}</Box>
      <TypedConfirmation expected={name} label={common.toConfirm(name)} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
