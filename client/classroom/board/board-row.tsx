import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { memo } from 'react'
import type { Need, BoardRow as Row } from '../../../server/classroom/contract.js'
import { classroomAddress, classroomAddresses } from '../../shared/addresses.js'
import { longCell, shortCell } from './cell.js'
import { texts } from './texts.js'

const SIGNS: Record<Need, StatusIndicatorProps.Type> = {
  asks: 'warning',
  stuck: 'error',
  active: 'in-progress',
  idle: 'pending',
  away: 'stopped',
  done: 'success',
}

export interface RowActs {
  open(learner: string): void
  select(learner: string, selected: boolean): void
  take(learner: string, name: string): void
}

interface Props {
  classId: string
  row: Row
  columns: readonly { id: string; title: string }[]
  selected: boolean
  /** Whole minutes since the need began; so a row is drawn again once a minute, not each second. */
  minutes: number
  acts: RowActs
}

/**
 * A learner. Each cell has one thing that the arrow keys come to: itself, or the control that is marked. Which of them the Tab
 * key comes to is set from outside (see grid-keys.ts), so that a move draws no row again.
 */
export const BoardRow = memo(function BoardRow({ classId, row, columns, selected, minutes, acts }: Props) {
  const { learner, name, section, need, why, handTakenBy, cells, refusals } = row
  return (
    <tr data-row={learner} data-need={need} aria-selected={selected}>
      <td className="board-select">
        <input
          type="checkbox"
          data-stop=""
          tabIndex={-1}
          checked={selected}
          aria-label={texts.select(name)}
          onChange={(event) => acts.select(learner, event.target.checked)}
        />
      </td>
      <th scope="row" className="board-name">
        <a
          data-stop=""
          tabIndex={-1}
          href={classroomAddress(classroomAddresses.learner(classId, learner))}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            acts.open(learner)
          }}
        >
          {name}
        </a>
        {section ? <small>{section}</small> : null}
      </th>
      <td className="board-need" {...(need === 'asks' && !handTakenBy ? {} : { 'data-stop': '', tabIndex: -1 })}>
        <StatusIndicator type={SIGNS[need]}>{texts.needSince(texts.need[need], minutes)}</StatusIndicator>
        {why ? <small>{why}</small> : null}
        {need !== 'asks' ? null : handTakenBy ? (
          <small>{texts.takenBy(handTakenBy)}</small>
        ) : (
          <button
            type="button"
            data-stop=""
            tabIndex={-1}
            aria-label={texts.takeHand(name)}
            onClick={() => acts.take(learner, name)}
          >
            {texts.take}
          </button>
        )}
      </td>
      {cells.map((cell, index) => {
        const column = columns[index]
        const { main, more } = shortCell(cell)
        const words = longCell(column?.title ?? '', cell)
        return (
          <td key={column?.id ?? index} className="board-cell" data-state={cell.state} data-stop="" tabIndex={-1} title={words}>
            <span aria-hidden="true">
              {main}
              {more ? <small>{more}</small> : null}
            </span>
            <span className="board-words">{words}</span>
          </td>
        )
      })}
      <td className="board-refusals" data-stop="" tabIndex={-1}>
        {refusals.map(({ requestId, name: operation, code, reason }) => (
          <div key={requestId} title={reason}>
            <b>{operation}</b> {code}: {reason}
          </div>
        ))}
      </td>
    </tr>
  )
})
