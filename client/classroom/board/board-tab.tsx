import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { BoardOfCourse, BoardRow } from '../../../server/classroom/contract.js'
import { Empty, Loaded } from '../../console/parts/loaded.js'
import { classroomAddresses } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import type { ClassTab } from '../class/class-tab.js'
import { useAct } from '../queries.js'
import { BoardGrid } from './board-grid.js'
import type { RowActs } from './board-row.js'
import { Misconceptions } from './misconceptions.js'
import { counts, inOrder, NEEDS, type Order } from './order.js'
import { texts } from './texts.js'
import type { LiveBoard } from './use-board.js'

interface Props extends ClassTab {
  board: LiveBoard
  lesson: string | undefined
  onLesson(lesson: string | undefined): void
}

const ALL = ''

/** Who is where in a lesson or in the course, live; who needs somebody comes first. */
export function BoardTab({ board: { query, live }, lesson, onLesson, ...tab }: Props) {
  const { listing, lessons } = tab
  const [section, setSection] = useState(ALL)
  const [order, setOrder] = useState<Order>('need')
  const [find, setFind] = useState('')
  const choices = [
    { value: ALL, label: texts.course },
    ...lessons.map(({ id, title }, index) => ({ value: id, label: `${index + 1}. ${title}` })),
  ]
  const sections = [{ value: ALL, label: texts.allSections }, ...listing.sections.map((value) => ({ value, label: value }))]
  const orders = (['need', 'name'] as const).map((value) => ({ value, label: texts.orders[value] }))
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <Select
          inlineLabelText={texts.shows}
          options={choices}
          selectedOption={choices.find(({ value }) => value === (lesson ?? ALL)) ?? null}
          onChange={({ detail }) => onLesson(detail.selectedOption.value || undefined)}
        />
        {listing.sections.length > 0 ? (
          <Select
            inlineLabelText={texts.section}
            options={sections}
            selectedOption={sections.find(({ value }) => value === section) ?? null}
            onChange={({ detail }) => setSection(detail.selectedOption.value ?? ALL)}
          />
        ) : null}
        <Select
          inlineLabelText={texts.order}
          options={orders}
          selectedOption={orders.find(({ value }) => value === order) ?? null}
          onChange={({ detail }) => setOrder(detail.selectedOption.value as Order)}
        />
        <Input
          type="search"
          value={find}
          placeholder={texts.find}
          ariaLabel={texts.find}
          clearAriaLabel={texts.allSections}
          onChange={({ detail }) => setFind(detail.value)}
        />
        <StatusIndicator type={live ? 'success' : 'loading'}>{live ? texts.live : texts.notLive}</StatusIndicator>
      </SpaceBetween>
      <Loaded query={query}>{(data) => <Shown {...tab} board={data} section={section} order={order} find={find} />}</Loaded>
    </SpaceBetween>
  )
}

interface ShownProps extends ClassTab {
  board: BoardOfCourse
  section: string
  order: Order
  find: string
}

function Shown({ board, section, order, find, ...tab }: ShownProps) {
  const { listing, selected, setSelected, openTab } = tab
  const wanted = useDeferredValue(find).trim().toLowerCase()
  const rows = useMemo(
    () =>
      inOrder(
        board.rows.filter((row) => (section === ALL || row.section === section) && row.name.toLowerCase().includes(wanted)),
        order,
      ),
    [board.rows, section, order, wanted],
  )
  const acts = useRowActs(listing.id, setSelected)
  if (board.rows.length === 0) return <Empty title={texts.empty} text={texts.emptyText} />
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Summary rows={board.rows} />
        {selected.size > 0 ? (
          <>
            <Box>
              <span role="status">{texts.selected(selected.size)}</span>
            </Box>
            <Button onClick={() => openTab('acts')}>{texts.actOnSelected}</Button>
          </>
        ) : null}
      </SpaceBetween>
      {rows.length === 0 ? (
        <Empty title={texts.noMatch} />
      ) : (
        <BoardGrid
          classId={listing.id}
          label={texts.title}
          columns={board.columns}
          rows={rows}
          selected={selected}
          onSelectAll={(all) => setSelected(() => new Set(all ? rows.map(({ learner }) => learner) : []))}
          acts={acts}
        />
      )}
      <ExpandableSection headerText={texts.legend}>
        <ul className="board-legend">
          {texts.legendItems.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <Box padding={{ top: 'xs' }}>{texts.keyboard}</Box>
      </ExpandableSection>
      <Misconceptions found={board.misconceptions} />
    </SpaceBetween>
  )
}

function Summary({ rows }: { rows: readonly BoardRow[] }) {
  const found = counts(rows)
  return (
    <SpaceBetween direction="horizontal" size="m">
      {NEEDS.filter((need) => found[need] > 0).map((need) => (
        <Box key={need} fontWeight={need === 'asks' || need === 'stuck' ? 'bold' : 'normal'}>
          {texts.counts(texts.need[need], found[need])}
        </Box>
      ))}
    </SpaceBetween>
  )
}

/** The same object for as long as the page is there, so that rows which haven't changed aren't drawn again. */
function useRowActs(classId: string, setSelected: ClassTab['setSelected']): RowActs {
  const navigate = useNavigate()
  const { run: take } = useAct(
    ({ learner }: { learner: string; name: string }) =>
      api('POST /classroom/classes/:class/learners/:learner/hand', {
        path: { class: classId, learner },
        body: { taken: true },
      }),
    { done: (_learner, { name }) => texts.handTaken(name), failed: texts.handFailed },
  )
  return useMemo(
    () => ({
      open: (learner) => navigate(classroomAddresses.learner(classId, learner)),
      select: (learner, wanted) =>
        setSelected((before) => {
          const after = new Set(before)
          if (wanted) after.add(learner)
          else after.delete(learner)
          return after
        }),
      take: (learner, name) => take({ learner, name }),
    }),
    [classId, navigate, setSelected, take],
  )
}
