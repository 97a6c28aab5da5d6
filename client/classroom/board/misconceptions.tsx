import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import type { BoardOfCourse } from '../../../server/classroom/contract.js'
import { Empty } from '../../console/parts/loaded.js'
import { texts } from './texts.js'

/** What to explain to all: the most frequent first. */
export function Misconceptions({ found }: { found: BoardOfCourse['misconceptions'] }) {
  const items = found.filter(({ learners }) => learners > 0).sort((one, other) => other.learners - one.learners)
  return (
    <Table
      items={items}
      trackBy="id"
      wrapLines
      header={
        <Header variant="h2" description={texts.misconceptionsText}>
          {texts.misconceptions}
        </Header>
      }
      ariaLabels={{ tableLabel: texts.misconceptions }}
      empty={<Empty title={texts.noMisconceptions} />}
      columnDefinitions={[
        {
          id: 'title',
          header: texts.misconception,
          isRowHeader: true,
          cell: ({ id, title }) => `${id}: ${title}`,
        },
        { id: 'learners', header: texts.learners, width: 120, cell: ({ learners }) => learners },
      ]}
    />
  )
}
