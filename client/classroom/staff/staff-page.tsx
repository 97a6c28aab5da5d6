import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { StaffMember } from '../../../server/classroom/contract.js'
import { ResourceTable } from '../../console/parts/resource-table.js'
import { classroomAddress, classroomAddresses } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useTrail } from '../frame.js'
import { useAct, useAsked, useClasses } from '../queries.js'
import { texts as common } from '../texts.js'
import { InviteDialog } from './invite-dialog.js'
import { useStaff } from './staff-context.js'
import { texts } from './texts.js'

/** Who else teaches here, and invitations. */
export default function StaffPage() {
  useTrail({ text: common.staff, href: classroomAddress(classroomAddresses.staff) })
  const { id: own } = useStaff()
  const staff = useAsked(['staff'], () => api('GET /classroom/staff'))
  const classes = useClasses()
  const [inviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<StaffMember>()
  const titles = new Map(classes.data?.map(({ id, title }) => [id, title]))
  const classesOf = ({ role, classIds }: StaffMember) =>
    role === 'instructor' ? texts.allClasses : classIds.map((id) => titles.get(id) ?? id).join(', ') || common.none
  return (
    <Box padding={{ top: 's' }}>
      <Box variant="h1" padding={{ bottom: 'm' }}>
        {texts.title}
      </Box>
      <ResourceTable
        title={common.staff}
        variant="container"
        query={staff}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        textOf={({ name }) => name}
        empty={{ title: texts.empty }}
        columns={[
          { id: 'name', header: texts.name, cell: ({ name }) => name, sort: ({ name }) => name },
          { id: 'role', header: texts.role, cell: ({ role }) => common.role[role], sort: ({ role }) => role },
          { id: 'classes', header: texts.classes, cell: classesOf },
          { id: 'mfa', header: texts.mfa, cell: ({ mfa }) => (mfa ? texts.mfaOn : texts.mfaOff) },
        ]}
        selection="single"
        isFixed={({ id }) => id === own}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setRemoving(selected[0])}>
              {texts.removeStaff}
            </Button>
            <Button variant="primary" onClick={() => setInviting(true)}>
              {texts.invite}
            </Button>
          </SpaceBetween>
        )}
      />
      {inviting ? <InviteDialog classes={classes.data ?? []} onClose={() => setInviting(false)} /> : null}
      {removing ? <RemoveDialog member={removing} onClose={() => setRemoving(undefined)} /> : null}
    </Box>
  )
}

function RemoveDialog({ member: { id, name }, onClose }: { member: StaffMember; onClose(): void }) {
  const remove = useAct(() => api('DELETE /classroom/staff/:staff', { path: { staff: id } }), {
    done: () => texts.removed(name),
  })
  return (
    <FormDialog
      header={texts.removeStaffTitle(name)}
      submitText={texts.removeStaff}
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.runAsync().then(onClose, () => undefined)}
      onClose={onClose}
    >
      <Box>{texts.removeStaffText}</Box>
    </FormDialog>
  )
}
