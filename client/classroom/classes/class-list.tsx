import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ResourceTable } from '../../console/parts/resource-table.js'
import { classroomAddresses } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { PageLink } from '../page-link.js'
import { useAct, useClasses } from '../queries.js'
import { useIsInstructor } from '../staff/staff-context.js'
import { stateOf } from './state.js'
import { texts } from './texts.js'

/** The classes of who is signed in. */
export function ClassList() {
  const classes = useClasses()
  const mayCreate = useIsInstructor()
  const [creating, setCreating] = useState(false)
  return (
    <Box padding={{ top: 's' }}>
      <Box variant="h1" padding={{ bottom: 'm' }}>
        {texts.title}
      </Box>
      <ResourceTable
        title={texts.title}
        variant="container"
        query={classes}
        idOf={({ id }) => id}
        nameOf={({ title }) => title}
        textOf={({ title, code }) => `${title} ${code}`}
        empty={{ title: texts.empty, text: texts.emptyText }}
        columns={[
          {
            id: 'title',
            header: texts.name,
            cell: ({ id, title }) => <PageLink to={classroomAddresses.of(id)}>{title}</PageLink>,
            sort: ({ title }) => title,
          },
          { id: 'code', header: texts.code, cell: ({ code }) => <span className="code">{code}</span> },
          {
            id: 'joined',
            header: texts.joined,
            cell: ({ joined, mostLearners }) => texts.joinedOf(joined, mostLearners),
            sort: ({ joined }) => joined,
          },
          {
            id: 'state',
            header: texts.state,
            cell: (listing) => {
              const { open, text } = stateOf(listing, Date.now())
              return <StatusIndicator type={open ? 'success' : 'stopped'}>{text}</StatusIndicator>
            },
          },
        ]}
        actions={() =>
          mayCreate ? (
            <Button variant="primary" onClick={() => setCreating(true)}>
              {texts.create}
            </Button>
          ) : null
        }
      />
      {creating ? <CreateDialog onClose={() => setCreating(false)} /> : null}
    </Box>
  )
}

/** The title is enough: everything else is set on the class's own page. */
function CreateDialog({ onClose }: { onClose(): void }) {
  const [title, setTitle] = useState('')
  const navigate = useNavigate()
  const create = useAct(() => api('POST /classroom/classes', { body: { title: title.trim() } }), {
    done: (made) => texts.created(made.title),
  })
  return (
    <FormDialog
      header={texts.create}
      submitText={texts.create}
      disabled={title.trim() === ''}
      running={create.running}
      error={create.error}
      onSubmit={() =>
        void create.runAsync().then(
          ({ id }) => {
            onClose()
            navigate(classroomAddresses.of(id, 'learners'))
          },
          () => undefined,
        )
      }
      onClose={onClose}
    >
      <FormField label={texts.classTitle} constraintText={texts.classTitleHint}>
        <Input value={title} onChange={({ detail }) => setTitle(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
