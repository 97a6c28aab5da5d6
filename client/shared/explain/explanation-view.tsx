import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import type { Explanation, PolicyTrace, StatementTrace } from '../../../server/lab/api/contract.js'

/** An explanation as a tree: what happened, the rule, what was found, the way out, and all that was looked at. */
export function ExplanationView({ explanation }: { explanation: Explanation }) {
  const { operation, principal, outcome, summary, rule, state, wayOut, authorization, signature } = explanation
  return (
    <SpaceBetween size="m">
      <Alert type={outcome === 'success' ? 'success' : 'error'} header={summary}>
        {outcome === 'success' ? null : [outcome.code, outcome.message].filter(Boolean).join(': ')}
      </Alert>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Operation', value: operation },
          ...(principal ? [{ label: 'By', value: principal }] : []),
          { label: 'The rule', value: rule },
          { label: 'At', value: explanation.time },
        ]}
      />
      <Lines title="What the server found" lines={state} />
      <Lines title="What to do" lines={wayOut} />
      {authorization ? <Authorization {...authorization} /> : null}
      {signature ? <Signature {...signature} /> : null}
    </SpaceBetween>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div>
      <Box variant="h4" tagOverride="h3">
        {title}
      </Box>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function Authorization({
  action,
  resource,
  context,
  policies,
  decision,
  suggestion,
}: NonNullable<Explanation['authorization']>) {
  return (
    <SpaceBetween size="s">
      <ExpandableSection headerText={`Policies considered (${policies.length})`} defaultExpanded>
        <SpaceBetween size="s">
          {policies.length === 0 ? <Box>The caller has no policy.</Box> : null}
          {policies.map((policy) => (
            <Policy key={`${policy.type} ${policy.arn ?? policy.name} ${policy.group ?? ''}`} policy={policy} />
          ))}
          <Box variant="strong">Decision: {decision}</Box>
        </SpaceBetween>
      </ExpandableSection>
      <ExpandableSection headerText={`Details of the request (${context.length})`}>
        <Box>
          {action} on {resource}
        </Box>
        <Table
          variant="embedded"
          items={context}
          ariaLabels={{ tableLabel: 'Condition keys' }}
          columnDefinitions={[
            { id: 'key', header: 'Key', cell: ({ key }) => key, isRowHeader: true },
            { id: 'value', header: 'Value', cell: ({ value }) => value },
            { id: 'origin', header: 'Comes from', cell: ({ origin }) => origin },
          ]}
        />
      </ExpandableSection>
      {suggestion ? (
        <div>
          <Box variant="h4" tagOverride="h3">
            The smallest statement that would allow it, in {suggestion.where}
          </Box>
          <Box variant="pre">{JSON.stringify(suggestion.statement, null, 2)}</Box>
          {suggestion.warning ? <Alert type="warning">{suggestion.warning}</Alert> : null}
        </div>
      ) : null}
    </SpaceBetween>
  )
}

function Policy({ policy }: { policy: PolicyTrace }) {
  const { type, arn, name, group, unreadable, statements, omitted } = policy
  return (
    <div>
      <Box variant="strong">
        {type}: {arn ?? name}
        {group ? ` (group ${group})` : ''}
      </Box>
      <ul>
        {unreadable ? (
          <li>
            <StatusIndicator type="error">can’t be read, so it denies everything</StatusIndicator>
          </li>
        ) : null}
        {statements.map((statement) => (
          <li key={statement.index}>
            <Statement statement={statement} />
          </li>
        ))}
        {omitted ? <li>… and {omitted} more</li> : null}
      </ul>
    </div>
  )
}

function Statement({ statement }: { statement: StatementTrace }) {
  const { sid, index, effect, matched } = statement
  const name = `${effect} ${sid ?? `#${index + 1}`}`
  if (matched) {
    return (
      <StatusIndicator type={effect === 'Deny' ? 'error' : 'success'}>
        <Box variant="strong" color="inherit" display="inline">
          {name}: matches
        </Box>
      </StatusIndicator>
    )
  }
  return (
    <StatusIndicator type="stopped">
      {name}: {whyNot(statement)}
    </StatusIndicator>
  )
}

function whyNot({ action, resource, resources, principal, conditions }: StatementTrace): string {
  if (!action) return 'is about other actions'
  if (resource === false) {
    if (!resources) return 'is about other resources'
    return `is about ${resources.except ? 'resources other than ' : ''}${resources.patterns.join(', ')}`
  }
  if (principal === false) return 'names other principals'
  return conditions
    .filter(({ holds }) => !holds)
    .map(
      ({ operator, key, values, actual }) =>
        `${operator} ${key} requires ${values.join(' or ')}, but the request has ${actual?.join(', ') ?? 'no such key'}`,
    )
    .join('; ')
}

const RESULTS = { passed: 'success', failed: 'error', 'not reached': 'pending' } as const

function Signature({ checks, canonicalRequest, stringToSign }: NonNullable<Explanation['signature']>) {
  return (
    <SpaceBetween size="s">
      <ul>
        {checks.map(({ name, result }) => (
          <li key={name}>
            <StatusIndicator type={RESULTS[result]}>{name}</StatusIndicator>
          </li>
        ))}
      </ul>
      {canonicalRequest === undefined ? null : (
        <div>
          <Box variant="h4" tagOverride="h3">
            The server’s canonical request
          </Box>
          <Box variant="pre">{canonicalRequest}</Box>
        </div>
      )}
      {stringToSign === undefined ? null : (
        <div>
          <Box variant="h4" tagOverride="h3">
            The server’s string to sign
          </Box>
          <Box variant="pre">{stringToSign}</Box>
        </div>
      )}
    </SpaceBetween>
  )
}
