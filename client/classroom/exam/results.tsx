import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import type { ExamItem, ExamResult } from '../../../server/classroom/contract.js'
import { ResourceTable } from '../../console/parts/resource-table.js'
import { api } from '../../shared/api.js'
import { dateTime } from '../../shared/locale.js'
import { useAsked } from '../queries.js'
import { texts } from './texts.js'

/** Item by item, how the class did. */
export const Averages = ({ items }: { items: readonly ExamItem[] }) => (
  <Table
    items={items}
    trackBy="id"
    wrapLines
    ariaLabels={{ tableLabel: texts.averages }}
    header={<Header variant="h3">{texts.averages}</Header>}
    empty={texts.resultsEmpty}
    columnDefinitions={[
      { id: 'title', header: texts.item, isRowHeader: true, cell: ({ title }) => title },
      { id: 'points', header: texts.points, width: 160, cell: ({ points, of }) => texts.average(points, of) },
    ]}
  />
)

/** Learner by learner, with the points of each item. */
export function Results({ class: classId, exam }: { class: string; exam: string }) {
  const query = useAsked(['class', classId, 'exams', exam], () =>
    api('GET /classroom/classes/:class/exams/:exam/results', { path: { class: classId, exam } }),
  )
  const items = query.data?.[0]?.items ?? []
  return (
    <ResourceTable
      title={texts.results}
      variant="container"
      pageSize={50}
      query={query}
      idOf={({ learner }) => learner}
      nameOf={({ name }) => name}
      textOf={({ name }) => name}
      empty={{ title: texts.resultsEmpty }}
      columns={[
        { id: 'name', header: texts.learner, cell: ({ name }) => name, sort: ({ name }) => name },
        {
          id: 'points',
          header: texts.points,
          cell: ({ points, of }) => texts.pointsOf(points, of),
          sort: ({ points }) => points,
          least: 110,
        },
        { id: 'passed', header: texts.passed, cell: ({ passed }) => (passed ? texts.yes : texts.no), least: 90 },
        {
          id: 'at',
          header: texts.handedIn,
          cell: ({ handedInAt }) => dateTime(handedInAt),
          sort: ({ handedInAt }) => handedInAt,
        },
        ...items.map(({ id, title }) => ({
          id,
          header: title,
          least: 110,
          cell: (result: ExamResult) => {
            const item = result.items.find((one) => one.id === id)
            return item ? texts.pointsOf(item.points, item.of) : ''
          },
        })),
      ]}
    />
  )
}
