import { describe, expect, it } from 'vitest'
import { longCell, shortCell } from '../../client/classroom/board/cell.js'
import { counts, inOrder, withChanges } from '../../client/classroom/board/order.js'
import type { BoardOfCourse, BoardRow } from '../../server/classroom/contract.js'

const row = (name: string, more: Partial<BoardRow> = {}): BoardRow => ({
  learner: `class-${name}`,
  name,
  need: 'active',
  since: 0,
  cells: [],
  refusals: [],
  ...more,
})

const board = (rows: BoardRow[]): BoardOfCourse => ({ columns: [], rows, misconceptions: [] })
const names = (rows: readonly BoardRow[]) => rows.map(({ name }) => name)

describe('the order of a board', () => {
  it('begins with who needs somebody, then who has waited longest', () => {
    const rows = [
      row('away', { need: 'away' }),
      row('done', { need: 'done' }),
      row('idle', { need: 'idle' }),
      row('stuck later', { need: 'stuck', since: 2 }),
      row('stuck', { need: 'stuck', since: 1 }),
      row('taken', { need: 'asks', handTakenBy: 'Ines' }),
      row('asks', { need: 'asks', since: 9 }),
      row('active'),
    ]
    expect(names(inOrder(rows, 'need'))).toEqual(['asks', 'taken', 'stuck', 'stuck later', 'active', 'idle', 'away', 'done'])
    expect(names(inOrder(rows, 'name'))[0]).toBe('active')
  })

  it('takes in what has changed, and leaves the other rows the same objects', () => {
    const [ada, ben, eve] = [row('Ada'), row('Ben'), row('Eve')]
    const after = withChanges(board([ada, ben, eve]), {
      rows: [row('Eve', { need: 'asks' }), row('Zoe')],
      gone: ['class-Ben'],
      misconceptions: [{ id: 'M1', title: 'One', learners: 2 }],
    })
    expect(names(after.rows)).toEqual(['Eve', 'Ada', 'Zoe'])
    expect(after.rows[1]).toBe(ada)
    expect(after.misconceptions).toHaveLength(1)
  })

  it('counts each need', () => {
    expect(counts([row('a'), row('b', { need: 'stuck' }), row('c')])).toMatchObject({ active: 2, stuck: 1, asks: 0 })
  })
})

describe('a cell of the board', () => {
  it('has a sign for its state, and says the same in words', () => {
    const cell = { state: 'passed', minutes: 1, hints: 2, mistakes: 1 } as const
    expect(shortCell(cell)).toEqual({ main: '✓ 1′', more: '?2 ✗1' })
    expect(longCell('Create a user', cell)).toBe('Create a user: passed in 1 minute, 2 hints, 1 mistake')
    expect(shortCell({ state: 'locked', hints: 0, mistakes: 0 })).toEqual({ main: '·', more: '' })
  })
})
