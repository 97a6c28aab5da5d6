import type { EvaluationResult } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { Failure } from '../../shared/failure.js'
import { InfoLink } from '../parts/info-link.js'
import { Empty } from '../parts/loaded.js'
import catalogue from '../policy-editor/actions.json' with { type: 'json' }
import { useGroups } from '../queries/groups.js'
import { useRoles } from '../queries/roles.js'
import { useAction } from '../queries/use-action.js'
import { useUsers } from '../queries/users.js'
import { texts } from './texts.js'

const ACTIONS = Object.entries(catalogue).flatMap(([service, actions]) =>
  Object.keys(actions).map((name) => ({ value: `${service}:${name}`, label: `${service}:${name}` })),
)

const STATUS = {
  allowed: { type: 'success', text: texts.allowed },
  implicitDeny: { type: 'stopped', text: texts.implicitDeny },
  explicitDeny: { type: 'error', text: texts.explicitDeny },
} as const

/** What would be decided, by the engine that decides. */
export default function Simulator() {
  const [source, setSource] = useState<string>()
  const [actions, setActions] = useState<readonly string[]>([])
  const [resource, setResource] = useState('*')
  const [context, setContext] = useState('')
  const [results, setResults] = useState<EvaluationResult[]>()
  const action = useAction()
  const run = async () => {
    const outcome = await action.run((iam) =>
      iam.simulatePrincipalPolicy({
        PolicySourceArn: source,
        ActionNames: [...actions],
        ResourceArns: [resource],
        ContextEntries: contextEntries(context),
      }),
    )
    if (outcome.ok) setResults(outcome.value.EvaluationResults ?? [])
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.description}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container
          footer={
            <Box float="right">
              <Button
                variant="primary"
                loading={action.running}
                disabled={source === undefined || actions.length === 0}
                onClick={() => void run()}
              >
                {texts.run}
              </Button>
            </Box>
          }
        >
          <ColumnLayout columns={2}>
            <PickSource chosen={source} onChange={setSource} />
            <FormField label={texts.actions}>
              <Multiselect
                options={ACTIONS}
                selectedOptions={ACTIONS.filter(({ value }) => actions.includes(value))}
                filteringType="auto"
                placeholder={texts.chooseActions}
                tokenLimit={8}
                onChange={({ detail }) => setActions(detail.selectedOptions.map(({ value = '' }) => value))}
              />
            </FormField>
            <FormField label={texts.resource} constraintText={texts.resourceHint}>
              <Input value={resource} spellcheck={false} onChange={({ detail }) => setResource(detail.value)} />
            </FormField>
            <FormField label={texts.context} constraintText={texts.contextHint}>
              <Textarea value={context} rows={3} spellcheck={false} onChange={({ detail }) => setContext(detail.value)} />
            </FormField>
          </ColumnLayout>
        </Container>
        {action.error === undefined ? null : <Failure error={action.error} />}
        <Table
          items={results ?? []}
          trackBy="EvalActionName"
          wrapLines
          ariaLabels={{ tableLabel: texts.results }}
          header={<Header variant="h2">{texts.results}</Header>}
          empty={<Empty title={texts.noResults} />}
          columnDefinitions={[
            { id: 'action', header: texts.action, cell: ({ EvalActionName }) => EvalActionName, isRowHeader: true },
            {
              id: 'decision',
              header: texts.decision,
              cell: ({ EvalDecision = 'implicitDeny' }) => {
                const { type, text } = STATUS[EvalDecision as keyof typeof STATUS]
                return <StatusIndicator type={type}>{text}</StatusIndicator>
              },
            },
            {
              id: 'statements',
              header: texts.statements,
              cell: ({ MatchedStatements = [] }) =>
                MatchedStatements.map(({ SourcePolicyId, StartPosition }) => `${SourcePolicyId}:${StartPosition?.Line}`).join(
                  ', ',
                ) || '–',
            },
            {
              id: 'missing',
              header: texts.missing,
              cell: ({ MissingContextValues = [] }) => MissingContextValues.join(', ') || '–',
            },
            {
              id: 'boundary',
              header: texts.boundary,
              cell: ({ PermissionsBoundaryDecisionDetail: detail }) =>
                detail === undefined ? '–' : detail.AllowedByPermissionsBoundary ? texts.allows : texts.doesNotAllow,
            },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  )
}

function PickSource({ chosen, onChange }: { chosen: string | undefined; onChange(arn: string | undefined): void }) {
  const users = useUsers()
  const groups = useGroups()
  const roles = useRoles()
  const options = [
    { label: texts.users, options: (users.data ?? []).map(({ Arn = '', UserName = '' }) => ({ value: Arn, label: UserName })) },
    {
      label: texts.groups,
      options: (groups.data ?? []).map(({ Arn = '', GroupName = '' }) => ({ value: Arn, label: GroupName })),
    },
    { label: texts.roles, options: (roles.data ?? []).map(({ Arn = '', RoleName = '' }) => ({ value: Arn, label: RoleName })) },
  ]
  const all = options.flatMap((group) => group.options)
  return (
    <FormField label={texts.source}>
      <Select
        options={options}
        selectedOption={all.find(({ value }) => value === chosen) ?? null}
        filteringType="auto"
        placeholder={texts.chooseSource}
        empty={texts.noSource}
        onChange={({ detail }) => onChange(detail.selectedOption.value)}
      />
    </FormField>
  )
}

/** `aws:MultiFactorAuthPresent=true`, a line each. */
const contextEntries = (text: string) =>
  text.split('\n').flatMap((line) => {
    const equals = line.indexOf('=')
    if (equals < 1) return []
    return [
      {
        ContextKeyName: line.slice(0, equals).trim(),
        ContextKeyValues: [line.slice(equals + 1).trim()],
        ContextKeyType: 'string' as const,
      },
    ]
  })
