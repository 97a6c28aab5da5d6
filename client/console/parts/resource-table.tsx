import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type ReactNode, useState } from 'react'
import { isUnreachable } from '../../shared/error-parts.js'
import { Failure } from '../../shared/failure.js'
import type { Loading } from '../queries/use-wire-query.js'
import { type Choice, chosenNow } from './choice.js'
import { InfoLink } from './info-link.js'
import { Empty } from './loaded.js'
import { RefreshButton } from './refresh-button.js'
import { type RowDetail, useRowDetails } from './row-details.js'
import { ScrollHint } from './scroll-hint.js'
import { TablePreferences, usePreferences } from './table-preferences.js'
import { texts } from './texts.js'
import './resource-table.css'

export interface Column<T> {
  id: string
  header: string
  cell(item: T): ReactNode
  /** What the column sorts by; absent: it does not. */
  sort?(item: T): string | number
  /** Pixels that it needs, where that is less than words do. */
  least?: number
  /** Shown at first; the others wait in the preferences. */
  hidden?: true
}

interface Filter<T> {
  label: string
  /** What stands for no filter, for instance “All types”. */
  all?: string
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
  /** What decides which items are loaded at all, above the search. */
  lookup?: ReactNode
  /** `single` or `multi`; absent: nothing is selected. */
  selection?: 'single' | 'multi'
  /** Where the page keeps what is selected: then it outlives a change of the search, the filter, or the page. */
  choice?: Choice
  /** What a + in each row opens below it. */
  detail?: RowDetail<T>
  /** Items that can't be selected. */
  isFixed?(item: T): boolean
  actions?(selected: readonly T[], clear: () => void): ReactNode
  empty: { title: string; text?: string }
  /** A page of its own, or a panel on one. */
  variant?: 'full-page' | 'container'
  /** Rows on a page, until somebody chooses another number. */
  pageSize?: number
}

const ALL = ''
/** A narrower column has a letter or two a line: the table scrolls sideways before. */
const LEAST_COLUMN = 160
const LEAST_FIRST = 180
/** A header that stays in view would leave the rows no place, and its own lower half would be out of reach. */
const LOW = '(max-height: 599px)'

/** A list as AWS's pages have it: search, filter, sorting, columns, pages, selection, and all its states. */
export function ResourceTable<T extends object>(props: Props<T>) {
  const { title, query, columns, idOf, nameOf, textOf, filter, selection, choice, detail, variant = 'full-page' } = props
  const [preferences, setPreferences] = usePreferences(title, columns, props.pageSize ?? 20)
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
    pagination: { pageSize: preferences.pageSize ?? 20 },
    sorting: {},
    selection: { trackBy: idOf },
  })
  const showAll = () => {
    setFilterValue(ALL)
    actions.setFiltering('')
    props.onSearch?.('')
  }
  const failed = query.error !== null && !isUnreachable(query.error)
  const choices = [{ value: ALL, label: filter?.all ?? texts.all }, ...(filter?.options ?? [])]
  const { rows, isPanel, firstCell } = useRowDetails(failed ? [] : items, idOf, detail)
  const chosen = choice && (query.data ?? []).filter((item) => choice.chosen.includes(idOf(item)))
  const selected = chosen ?? collectionProps.selectedItems ?? []
  const table = (
    <Table<T>
      {...collectionProps}
      {...(choice && chosen
        ? {
            selectedItems: chosen,
            onSelectionChange: ({ detail: { selectedItems } }) =>
              choice.onChange(chosenNow(choice.chosen, chosen, selectedItems, idOf)),
          }
        : {})}
      items={rows}
      trackBy={(item) => (isPanel(item) ? `${idOf(item)} panel` : idOf(item))}
      // A panel beside others is narrow: its cells wrap before a column is cut.
      wrapLines={variant === 'container'}
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
      stickyHeader={variant === 'full-page' && !matchMedia(LOW).matches}
      {...(variant === 'full-page' ? { stickyColumns: { first: 1 } } : {})}
      {...(selection ? { selectionType: selection } : {})}
      isItemDisabled={(item) => isPanel(item) || (props.isFixed?.(item) ?? false)}
      columnDefinitions={columns.map(({ id, header, cell, sort, least }, index) => ({
        id,
        header,
        cell: (item: T) => (index === 0 ? firstCell(item, cell(item)) : isPanel(item) ? null : cell(item)),
        isRowHeader: index === 0,
        minWidth: least ?? (index === 0 ? LEAST_FIRST : LEAST_COLUMN),
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
        // biome-ignore lint/a11y/noStaticElementInteractions: it keeps Enter in the search from sending the form around the table
        <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
          {props.lookup ? <div className="table-lookup">{props.lookup}</div> : null}
          <SpaceBetween direction="horizontal" size="xs" alignItems="end">
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
              <div className="table-filter">
                <Select
                  inlineLabelText={filter.label}
                  selectedOption={choices.find(({ value }) => value === filterValue) ?? null}
                  options={choices}
                  onChange={({ detail }) => setFilterValue(detail.selectedOption.value ?? ALL)}
                />
              </div>
            ) : null}
            {filterValue !== ALL && filterProps.filteringText === '' ? (
              <Box padding={{ top: 'xxs' }} color="text-body-secondary">
                <span role="status">{texts.matches(wanted.length)}</span>
              </Box>
            ) : null}
          </SpaceBetween>
          <ScrollHint />
        </div>
      }
      pagination={
        <div className="table-pages">
          <Pagination {...paginationProps} />
        </div>
      }
      preferences={<TablePreferences title={title} columns={columns} preferences={preferences} onChange={setPreferences} />}
      header={
        <Header
          variant={variant === 'full-page' ? 'awsui-h1-sticky' : 'h2'}
          {...(variant === 'full-page' ? { info: <InfoLink /> } : {})}
          {...(choice ? { info: <Selected count={choice.chosen.length} /> } : {})}
          counter={query.data ? `(${query.data.length})` : ''}
          {...(props.description ? { description: props.description } : {})}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <RefreshButton query={query} />
              {props.actions?.(selected, () => actions.setSelectedItems([]))}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
    />
  )
  return <div className={detail ? 'table-with-hint table-with-details' : 'table-with-hint'}>{table}</div>
}

const Selected = ({ count }: { count: number }) => (
  <Box color="text-body-secondary">
    <span role="status">{count > 0 ? texts.selected(count) : ''}</span>
  </Box>
)

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b)
