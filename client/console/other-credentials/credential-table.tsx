import type { IAM } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type ReactNode, useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { useFlash } from '../parts/flash.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useAction } from '../queries/use-action.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** What the three kinds have in common: an id, a status, a date. */
export interface Credential {
  id: string
  status: string
  date: Date | undefined
}

interface Props<T extends Credential> {
  words: { title: string; description: string; empty: string; add: string }
  dateLabel: string
  query: Loading<T[]>
  /** Between the id and the status. */
  columns?: readonly Column<T>[]
  update(iam: IAM, id: string, status: 'Active' | 'Inactive'): Promise<unknown>
  remove(iam: IAM, id: string): Promise<unknown>
  /** The dialog behind the button that adds one. */
  add(close: () => void): ReactNode
}

/** A user's credentials of one of the rarer kinds: list, switch off, delete, add. */
export function CredentialTable<T extends Credential>({ words, dateLabel, columns = [], ...props }: Props<T>) {
  const [dialog, setDialog] = useState<'add' | T>()
  const action = useAction()
  const flash = useFlash()
  const close = () => setDialog(undefined)
  const toggle = async ({ id, status }: T) => {
    const outcome = await action.run((iam) => props.update(iam, id, status === 'Active' ? 'Inactive' : 'Active'))
    if (!outcome.ok) flash.error(words.title, outcome.error)
  }
  return (
    <>
      <ResourceTable<T>
        title={words.title}
        description={words.description}
        variant="container"
        query={props.query}
        idOf={({ id }) => id}
        nameOf={({ id }) => id}
        textOf={({ id, status }) => `${id} ${status}`}
        selection="single"
        empty={{ title: words.empty }}
        columns={[
          { id: 'id', header: texts.id, cell: ({ id }) => id },
          ...columns,
          { id: 'status', header: texts.status, cell: ({ status }) => <Status active={status === 'Active'} /> },
          {
            id: 'date',
            header: dateLabel,
            cell: ({ date }) => (date ? dateTime(date) : ''),
            sort: ({ date }) => date?.getTime() ?? 0,
          },
        ]}
        actions={([chosen]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!chosen} loading={action.running} onClick={() => chosen && void toggle(chosen)}>
              {chosen?.status === 'Inactive' ? texts.activate : texts.deactivate}
            </Button>
            <Button disabled={!chosen} onClick={() => setDialog(chosen)}>
              {texts.delete}
            </Button>
            <Button onClick={() => setDialog('add')}>{words.add}</Button>
          </SpaceBetween>
        )}
      />
      {dialog === 'add' ? props.add(close) : null}
      {dialog && dialog !== 'add' ? <DeleteDialog id={dialog.id} remove={props.remove} onClose={close} /> : null}
    </>
  )
}

function Status({ active }: { active: boolean }) {
  return <StatusIndicator type={active ? 'success' : 'stopped'}>{active ? texts.active : texts.inactive}</StatusIndicator>
}

interface DeleteProps {
  id: string
  remove(iam: IAM, id: string): Promise<unknown>
  onClose(): void
}

function DeleteDialog({ id, remove, onClose }: DeleteProps) {
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run((iam) => remove(iam, id))
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      header={texts.deleteHeader(id)}
      submitText={texts.delete}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {texts.deleteText}
    </FormDialog>
  )
}
