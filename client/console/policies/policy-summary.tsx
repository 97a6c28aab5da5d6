import { useCollection } from '@cloudscape-design/collection-hooks'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { Empty } from '../parts/loaded.js'
import { texts as partTexts } from '../parts/texts.js'
import { type SummaryLine, summaryOf } from './summary.js'
import { texts } from './texts.js'

const nameOf = (effect: SummaryLine['effect']): string => (effect === 'Allow' ? texts.allow : texts.explicitDeny)

/** What a policy comes to, a line for each effect and service. */
export function PolicySummary({ document }: { document: string }) {
  const lines = summaryOf(document)
  const { items, filterProps, filteredItemsCount } = useCollection(lines, {
    filtering: {
      filteringFunction: ({ effect, ...line }, text) =>
        [nameOf(effect), ...Object.values(line)].join(' ').toLowerCase().includes(text.trim().toLowerCase()),
      noMatch: <Empty title={partTexts.noMatch} />,
    },
  })
  return (
    <Table
      variant="embedded"
      wrapLines
      items={items}
      trackBy={({ effect, service }) => `${effect} ${service}`}
      ariaLabels={{ tableLabel: texts.summary }}
      empty={<Empty title={partTexts.noMatch} />}
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder={partTexts.search}
          filteringAriaLabel={partTexts.searchIn(texts.summary)}
          countText={partTexts.matches(filteredItemsCount ?? 0)}
        />
      }
      columnDefinitions={[
        {
          id: 'effect',
          header: texts.effect,
          minWidth: 140,
          cell: ({ effect }) => (
            <StatusIndicator type={effect === 'Allow' ? 'success' : 'stopped'} wrapText={false}>
              {nameOf(effect)}
            </StatusIndicator>
          ),
        },
        // Without a width each, a narrow page breaks their words at any letter; with one, the table scrolls.
        { id: 'service', header: texts.service, minWidth: 180, cell: ({ service }) => service, isRowHeader: true },
        { id: 'access', header: texts.access, minWidth: 150, cell: ({ access }) => access },
        { id: 'resource', header: texts.resource, minWidth: 180, cell: ({ resource }) => resource },
        { id: 'condition', header: texts.condition, minWidth: 180, cell: ({ condition }) => condition },
      ]}
    />
  )
}
