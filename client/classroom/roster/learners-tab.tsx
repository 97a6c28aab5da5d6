import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { ClassLearner } from '../../../server/classroom/contract.js'
import { ResourceTable } from '../../console/parts/resource-table.js'
import { classroomAddresses } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { dateTime } from '../../shared/locale.js'
import type { ClassTab } from '../class/class-tab.js'
import { fileAddress } from '../class/exports-tab.js'
import { PageLink } from '../page-link.js'
import { useAct, useLearners } from '../queries.js'
import { useIsInstructor } from '../staff/staff-context.js'
import { ImportDialog } from './import-dialog.js'
import { FreshDialog, PassphraseDialog, RemoveDialog, RenameDialog } from './learner-dialogs.js'
import { SlipsDialog } from './slips-dialog.js'
import { texts } from './texts.js'

type Dialog = 'import' | 'slips' | 'rename' | 'passphrase' | 'fresh' | 'remove'

/** Who is in the class or on its roster. */
export function LearnersTab({ listing, selected, setSelected, openTab }: ClassTab) {
  const query = useLearners(listing.id)
  const isInstructor = useIsInstructor()
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const liftWait = useAct(
    ({ id }: ClassLearner) =>
      api('POST /classroom/classes/:class/learners/:learner/lift-wait', { path: { class: listing.id, learner: id } }),
    { done: (_answer, { name }) => texts.lifted(name), failed: texts.liftFailed },
  )
  const one = selected.size === 1 ? query.data?.find(({ id }) => selected.has(id)) : undefined
  const of = one && { classId: listing.id, learner: one, onClose: close }
  return (
    <>
      <ResourceTable
        title={texts.title}
        variant="container"
        pageSize={50}
        query={query}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        textOf={({ name, fullName = '', email = '', externalId = '', section = '' }) =>
          `${name} ${fullName} ${email} ${externalId} ${section}`
        }
        empty={{ title: texts.empty, text: texts.emptyText }}
        selection="multi"
        choice={{ chosen: [...selected], onChange: (chosen) => setSelected(new Set(chosen)) }}
        columns={[
          {
            id: 'name',
            header: texts.name,
            cell: ({ id, name, joinedAt }) =>
              joinedAt === undefined ? name : <PageLink to={classroomAddresses.learner(listing.id, id)}>{name}</PageLink>,
            sort: ({ name }) => name,
          },
          { id: 'fullName', header: texts.fullName, cell: ({ fullName }) => fullName, sort: ({ fullName = '' }) => fullName },
          { id: 'section', header: texts.section, cell: ({ section }) => section, sort: ({ section = '' }) => section },
          { id: 'email', header: texts.email, cell: ({ email }) => email, sort: ({ email = '' }) => email },
          { id: 'externalId', header: texts.externalId, cell: ({ externalId }) => externalId, hidden: true },
          {
            id: 'joined',
            header: texts.joined,
            cell: ({ joinedAt }) => (joinedAt === undefined ? texts.notJoined : dateTime(joinedAt)),
            sort: ({ joinedAt = 0 }) => joinedAt,
          },
          {
            id: 'seen',
            header: texts.seen,
            cell: ({ seenAt }) => (seenAt === undefined ? '' : dateTime(seenAt)),
            sort: ({ seenAt = 0 }) => seenAt,
          },
          { id: 'accounts', header: texts.accounts, cell: ({ accountIds }) => accountIds.join(', ') },
        ]}
        actions={() => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.size === 0} onClick={() => openTab('acts')}>
              {texts.act}
            </Button>
            {isInstructor ? (
              <SpaceBetween direction="horizontal" size="xs">
                <ButtonDropdown
                  disabled={one === undefined}
                  items={[
                    { id: 'rename', text: texts.rename },
                    { id: 'passphrase', text: texts.resetPassphrase },
                    { id: 'lift', text: texts.liftWait },
                    { id: 'fresh', text: texts.freshAccount },
                    { id: 'remove', text: texts.remove },
                  ]}
                  onItemClick={({ detail: { id } }) => {
                    if (id === 'lift' && one) liftWait.run(one)
                    else setDialog(id as Dialog)
                  }}
                >
                  {texts.actions}
                </ButtonDropdown>
                <Button onClick={() => setDialog('slips')}>{texts.slips}</Button>
                <Button iconName="download" href={fileAddress(listing.id, 'roster.csv')} download="roster.csv">
                  {texts.export}
                </Button>
                <Button variant="primary" onClick={() => setDialog('import')}>
                  {texts.import}
                </Button>
              </SpaceBetween>
            ) : null}
          </SpaceBetween>
        )}
      />
      {dialog === 'import' ? <ImportDialog classId={listing.id} onClose={close} /> : null}
      {dialog === 'slips' ? <SlipsDialog listing={listing} onClose={close} /> : null}
      {dialog === 'rename' && of ? <RenameDialog {...of} /> : null}
      {dialog === 'passphrase' && of ? <PassphraseDialog {...of} /> : null}
      {dialog === 'fresh' && of ? <FreshDialog {...of} /> : null}
      {dialog === 'remove' && of ? <RemoveDialog {...of} onRemoved={() => setSelected(new Set<string>())} /> : null}
    </>
  )
}
