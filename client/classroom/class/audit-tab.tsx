import { ResourceTable } from '../../console/parts/resource-table.js'
import { api } from '../../shared/api.js'
import { dateTimeSeconds } from '../../shared/locale.js'
import { useAsked } from '../queries.js'
import type { ClassTab } from './class-tab.js'
import { texts } from './texts.js'

/** Who did what to whom, and when. */
export function AuditTab({ listing: { id } }: Pick<ClassTab, 'listing'>) {
  const query = useAsked(['class', id, 'audit'], () => api('GET /classroom/classes/:class/audit', { path: { class: id } }))
  return (
    <ResourceTable
      title={texts.auditTitle}
      description={texts.auditText}
      variant="container"
      pageSize={50}
      query={{ ...query, data: query.data?.map((entry, index) => ({ ...entry, id: `${entry.at}-${index}` })) }}
      idOf={(entry) => entry.id}
      nameOf={({ what }) => what}
      textOf={({ who, what, whom, detail }) => `${who} ${what} ${whom} ${detail}`}
      empty={{ title: texts.auditEmpty }}
      columns={[
        { id: 'at', header: texts.when, cell: ({ at }) => dateTimeSeconds(at), sort: ({ at }) => at },
        { id: 'who', header: texts.who, cell: ({ who }) => who, sort: ({ who }) => who },
        { id: 'whom', header: texts.whom, cell: ({ whom }) => whom },
        { id: 'detail', header: texts.detail, cell: ({ detail }) => detail },
        { id: 'what', header: texts.what, cell: ({ what }) => what, sort: ({ what }) => what },
      ]}
    />
  )
}
