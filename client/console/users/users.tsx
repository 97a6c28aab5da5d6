import type { User } from '@aws-sdk/client-iam'
import { useCollection } from '@cloudscape-design/collection-hooks'
import Button from '@cloudscape-design/components/button'
import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { dateTime } from '../../shared/locale.js'
import { Failure } from '../parts/failure.js'
import { Empty } from '../parts/loaded.js'
import { useUsers } from '../queries/users.js'
import { DeleteUserDialog } from './delete-user.js'
import { texts } from './texts.js'

const PAGE_SIZE = 25
const DEFAULT_COLUMNS = ['name', 'path', 'lastSignIn', 'created']

export default function Users() {
  const query = useUsers()
  const navigate = useNavigate()
  const [columns, setColumns] = useState<readonly string[]>(DEFAULT_COLUMNS)
  const [deleting, setDeleting] = useState<string>()
  const { items, filterProps, paginationProps, collectionProps } = useCollection(query.data ?? [], {
    filtering: {
      empty: <Empty title={texts.empty} text={texts.emptyText} />,
      noMatch: <Empty title={texts.noMatch} />,
      fields: ['UserName', 'Path', 'Arn'],
    },
    pagination: { pageSize: PAGE_SIZE },
    sorting: { defaultState: { sortingColumn: { sortingField: 'UserName' } } },
    selection: { trackBy: 'UserId' },
  })
  const [selected] = collectionProps.selectedItems ?? []
  if (query.error) return <Failure error={query.error} />
  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        loading={query.isPending}
        loadingText="Loading"
        selectionType="single"
        variant="full-page"
        stickyHeader
        columnDefinitions={columnDefinitions((path) => navigate(path))}
        columnDisplay={Object.keys(texts.columns).map((id) => ({ id, visible: columns.includes(id) }))}
        ariaLabels={{
          tableLabel: texts.users,
          selectionGroupLabel: texts.users,
          itemSelectionLabel: (_state, user) => texts.selectUser(user.UserName ?? ''),
        }}
        filter={<TextFilter {...filterProps} filteringPlaceholder={texts.search} filteringAriaLabel={texts.search} />}
        pagination={<Pagination {...paginationProps} />}
        preferences={
          <CollectionPreferences
            title={texts.preferences}
            confirmLabel={texts.confirm}
            cancelLabel={texts.cancel}
            preferences={{ visibleContent: columns }}
            onConfirm={({ detail }) => setColumns(detail.visibleContent ?? DEFAULT_COLUMNS)}
            visibleContentPreference={{
              title: texts.visible,
              options: [
                {
                  label: texts.users,
                  options: Object.entries(texts.columns).map(([id, label]) => ({ id, label, editable: id !== 'name' })),
                },
              ],
            }}
          />
        }
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={query.data ? `(${query.data.length})` : ''}
            description={texts.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel="Refresh" onClick={() => void query.refetch()} />
                <Button disabled={!selected} onClick={() => setDeleting(selected?.UserName)}>
                  {texts.delete}
                </Button>
                <LessonHotspot id="users-create">
                  <Button variant="primary" onClick={() => navigate('/iam/users/create')}>
                    {texts.create}
                  </Button>
                </LessonHotspot>
              </SpaceBetween>
            }
          >
            {texts.users}
          </Header>
        }
      />
      {deleting ? <DeleteUserDialog userName={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

function columnDefinitions(go: (path: string) => void): TableProps.ColumnDefinition<User>[] {
  const link = ({ UserName = '' }: User) => {
    const path = `/iam/users/${encodeURIComponent(UserName)}`
    return (
      <Link
        href={`/console${path}`}
        onFollow={(event) => {
          event.preventDefault()
          go(path)
        }}
      >
        {UserName}
      </Link>
    )
  }
  const { columns } = texts
  return [
    { id: 'name', header: columns.name, cell: link, sortingField: 'UserName', isRowHeader: true },
    { id: 'path', header: columns.path, cell: ({ Path }) => Path, sortingField: 'Path' },
    {
      id: 'lastSignIn',
      header: columns.lastSignIn,
      cell: ({ PasswordLastUsed }) => (PasswordLastUsed ? dateTime(PasswordLastUsed) : texts.never),
      sortingField: 'PasswordLastUsed',
    },
    {
      id: 'created',
      header: columns.created,
      cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
      sortingField: 'CreateDate',
    },
    { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn },
    { id: 'id', header: columns.id, cell: ({ UserId }) => UserId },
  ]
}
