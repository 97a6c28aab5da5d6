import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { Empty } from '../parts/loaded.js'
import type { MatchedStatement } from './matched-statement.js'
import type { Result } from './simulate.js'
import { texts } from './texts.js'

function Decision({ result: { decision, boundaryAllows, matched } }: { result: Result }) {
  if (decision === 'allowed') return <StatusIndicator type="success">{texts.allowed}</StatusIndicator>
  if (decision === 'explicitDeny') return <StatusIndicator type="error">{texts.explicitDeny}</StatusIndicator>
  // A statement that allows isn't enough where a boundary or another account, whose resource it is, doesn't.
  const why = boundaryAllows === false ? texts.outsideBoundary : matched.length > 0 ? texts.otherAccount : texts.implicitDeny
  return <StatusIndicator type="stopped">{why}</StatusIndicator>
}

interface Props {
  results: readonly Result[] | undefined
  onShow(statement: MatchedStatement): void
}

export function Results({ results, onShow }: Props) {
  return (
    <Table
      items={results ?? []}
      trackBy={({ name, resource }) => `${name} ${resource}`}
      wrapLines
      ariaLabels={{ tableLabel: texts.results }}
      header={<Header variant="h2">{texts.results}</Header>}
      empty={<Empty title={texts.noResults} />}
      columnDefinitions={[
        {
          id: 'action',
          header: texts.action,
          minWidth: 170,
          isRowHeader: true,
          cell: ({ name }) => <span className="simulator-name">{name}</span>,
        },
        {
          id: 'resource',
          header: texts.resource,
          minWidth: 150,
          cell: ({ resource }) => <span className="simulator-name">{resource}</span>,
        },
        { id: 'decision', header: texts.decision, minWidth: 190, cell: (result) => <Decision result={result} /> },
        {
          id: 'statements',
          header: texts.statements,
          minWidth: 190,
          cell: ({ matched }) =>
            matched.length === 0 ? (
              '–'
            ) : (
              <SpaceBetween size="xxs">
                {matched.map((statement, index) => (
                  <div key={index}>
                    <span className="simulator-name">{statement.policyName}</span>
                    {statement.policy ? (
                      <>
                        {' '}
                        <Button
                          variant="inline-link"
                          ariaLabel={texts.showStatementOf(statement.policyName)}
                          onClick={() => onShow(statement)}
                        >
                          {texts.showStatement}
                        </Button>
                      </>
                    ) : null}
                  </div>
                ))}
              </SpaceBetween>
            ),
        },
        {
          id: 'missing',
          header: texts.missing,
          minWidth: 150,
          cell: ({ missing }) => <span className="simulator-name">{missing.join(', ') || '–'}</span>,
        },
      ]}
    />
  )
}
