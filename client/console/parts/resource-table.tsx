import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CollectionPreferences, { type CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type ReactNode, useState } from 'react'
import { isUnreachable } from '../../shared/error-parts.js'
import { Failure } from '../../shared/failure.js'
import type { Loading } from '../queries/use-iam-query.js'
import { InfoLink } from './info-link.js'
import { Empty } from './loaded.js'
import { texts } from './texts.js'

export interface Column<T> {
  id: string
  header: string
  cell(item: T): ReactNode
  /** What the column sorts by; absent: it does not. */
  sort?(item: T): string | number
  /** Shown at first; the others wait in the preferences. */
  hidden?: true
}

interface Filter<T> {
  label: string
  options: readonly { value: string; label: string }[]
  matches(item: T, value: string): boolean
}

interface Props<T> {
  /** Also under what name its preferences are kept. */
  title: string
  description?: string
  query: Loading<readonly T[]>
  columns: readonly Column<T>[]
  idOf(item: T): string
  nameOf(item: T): string
  /** What the search looks at. */
  textOf(item: T): string
  /** Told what is searched for, where the list alone can't answer it. */
  onSearch?(text: string): void
  filter?: Filter<T>
  /** `single` or `multi`; absent: nothing is selected. */
  selection?: 'single' | 'multi'
  /** Items that can't be selected. */
  isFixed?(item: T): boolean
  actions?(selected: readonly T[], clear: () => void): ReactNode
  empty: { title: string; text?: string }
  /** A page of its own, or a panel on one. */
  variant?: 'full-page' | 'container'
}

const ALL = ''

/** A list as AWS's pages have it: search, filter, sorting, columns, pages, selection, and all its states. */
export function ResourceTable<T>(props: Props<T>) {
  const { title, query, columns, idOf, nameOf, textOf, filter, selection, variant = 'full-page' } = props
  const [preferences, setPreferences] = usePreferences(title, columns)
  const [filterValue, setFilterValue] = useState(ALL)
  const wanted = (query.data ?? []).filter((item) => filterValue === ALL || !filter || filter.matches(item, filterValue))
  const noMatch = <Empty title={texts.noMatch} action={<Button onClick={() => showAll()}>{texts.clear}</Button>} />
  const { items, filterProps, paginationProps, collectionProps, filteredItemsCount, actions } = useCollection(wanted, {
    filtering: {
      filteringFunction: (item, text) => textOf(item).toLowerCase().includes(text.trim().toLowerCase()),
      empty: query.data?.length ? (
        noMatch
      ) : (
        <Empty title={props.empty.title} {...(props.empty.text ? { text: props.empty.text } : {})} />
      ),
      noMatch,
    },
    pagination: { pageSize: preferences.pageSize ?? 25 },
    sorting: {},
    selection: { trackBy: idOf },
  })
  const showAll = () => {
    setFilterValue(ALL)
    actions.setFiltering('')
    props.onSearch?.('')
  }
  const choices = [{ value: ALL, label: `${filter?.label}: ${texts.all}` }, ...(filter?.options ?? [])]
  const selected = collectionProps.selectedItems ?? []
  const failed = query.error !== null && !isUnreachable(query.error)
  return (
    <Table
      {...collectionProps}
      items={failed ? [] : items}
      {...(failed
        ? {
            empty: (
              <Box textAlign="left">
                <Failure error={query.error} />
              </Box>
            ),
          }
        : {})}
      loading={query.isPending || (query.data === undefined && !failed)}
      loadingText={texts.loading}
      variant={variant}
      stickyHeader={variant === 'full-page'}
      {...(variant === 'full-page' ? { stickyColumns: { first: 1 } } : {})}
      {...(selection ? { selectionType: selection } : {})}
      isItemDisabled={(item) => props.isFixed?.(item) ?? false}
      columnDefinitions={columns.map(({ id, header, cell, sort }, index) => ({
        id,
        header,
        cell,
        isRowHeader: index === 0,
        ...(index === 0 ? { minWidth: 180 } : {}),
        ...(sort ? { sortingComparator: (a: T, b: T) => compare(sort(a), sort(b)) } : {}),
      }))}
      columnDisplay={columns.map(({ id }) => ({ id, visible: preferences.visibleContent?.includes(id) ?? true }))}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: title,
        allItemsSelectionLabel: () => texts.selectAll,
        itemSelectionLabel: (_state, item) => texts.selectWhat(nameOf(item)),
      }}
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <TextFilter
            {...filterProps}
            onChange={(event) => {
              filterProps.onChange(event)
              props.onSearch?.(event.detail.filteringText)
            }}
            filteringPlaceholder={texts.search}
            filteringAriaLabel={texts.searchIn(title)}
            countText={texts.matches(filteredItemsCount ?? 0)}
          />
          {filter ? (
            <Select
              ariaLabel={filter.label}
              selectedOption={choices.find(({ value }) => value === filterValue) ?? null}
              options={choices}
              onChange={({ detail }) => setFilterValue(detail.selectedOption.value ?? ALL)}
            />
          ) : null}
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      preferences={
        <CollectionPreferences
          title={texts.preferences}
          confirmLabel={texts.confirm}
          cancelLabel={texts.cancel}
          preferences={preferences}
          onConfirm={({ detail }) => setPreferences(detail)}
          pageSizePreference={{
            title: texts.pageSize,
            options: [10, 25, 50, 100].map((value) => ({ value, label: String(value) })),
          }}
          visibleContentPreference={{
            title: texts.visibleColumns,
            options: [
              {
                label: title,
                options: columns.map(({ id, header }, index) => ({ id, label: header, editable: index !== 0 })),
              },
            ],
          }}
        />
      }
      header={
        <Header
          variant={variant === 'full-page' ? 'awsui-h1-sticky' : 'h2'}
          {...(variant === 'full-page' ? { info: <InfoLink /> } : {})}
          counter={query.data ? `(${query.data.length})` : ''}
          {...(props.description ? { description: props.description } : {})}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel={texts.refresh}
                loading={query.isFetching && !query.isPending}
                onClick={() => void query.refetch()}
              />
              {props.actions?.(selected, () => actions.setSelectedItems([]))}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
    />
  )
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b)

type Preferences = CollectionPreferencesProps.Preferences

/** Columns and page size, kept in this browser for the next visit. */
function usePreferences<T>(title: string, columns: readonly Column<T>[]): [Preferences, (next: Preferences) => void] {
  const key = `iam-dojo-table ${title}`
  const [preferences, setPreferences] = useState<Preferences>(() => ({
    pageSize: 25,
    visibleContent: columns.filter(({ hidden }) => !hidden).map(({ id }) => id),
    ...stored(key),
  }))
  return [
    preferences,
    (next) => {
      setPreferences(next)
      localStorage.setItem(key, JSON.stringify({ pageSize: next.pageSize, visibleContent: next.visibleContent }))
    },
  ]
}

function stored(key: string): Preferences {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Preferences
  } catch {
    return {}
  }
}
