import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { type ReactNode, useState } from 'react'
import type { LearnerPage } from '../../../server/classroom/contract.js'
import { ExplanationView } from '../../shared/explain/explanation-view.js'
import { dateTime, dateTimeSeconds } from '../../shared/locale.js'
import { Empty } from '../parts/loaded.js'
import { texts } from './learner-texts.js'

type Refusal = LearnerPage['refusals'][number]

interface Props {
  page: LearnerPage
  /** What can be done with a refusal. */
  refusalAction?(refusal: Refusal): ReactNode
}

/** What a class's staff sees of a learner; the learner sees the same of themselves. */
export function LearnerView({ page: { timeline, refusals, accounts }, refusalAction }: Props) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.refusals}</Header>}>
        {refusals.length === 0 ? <Empty title={texts.refusalsEmpty} /> : null}
        <SpaceBetween size="s">
          {refusals.map((refusal) => (
            <Refused key={refusal.request.requestId} refusal={refusal} action={refusalAction?.(refusal)} />
          ))}
        </SpaceBetween>
      </Container>
      <Timeline timeline={timeline} />
      {accounts.map((account) => (
        <Account key={account.accountId} account={account} />
      ))}
    </SpaceBetween>
  )
}

/** The explanation is drawn when somebody opens it. */
function Refused({ refusal: { request, explanation }, action }: { refusal: Refusal; action: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <ExpandableSection
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
      headerText={`${request.operation}: ${request.errorCode ?? request.status}`}
      headerDescription={dateTimeSeconds(request.time)}
      {...(action ? { headerActions: action } : {})}
    >
      {open ? explanation ? <ExplanationView explanation={explanation} /> : <Box>{texts.noExplanation}</Box> : null}
    </ExpandableSection>
  )
}

type Entry = LearnerPage['timeline'][number]

const SIGNS: Record<Entry['what'], StatusIndicatorProps.Type> = {
  joined: 'info',
  'lesson-started': 'in-progress',
  'step-passed': 'success',
  'step-skipped': 'stopped',
  hint: 'info',
  mistake: 'warning',
  refusal: 'error',
  'lesson-passed': 'success',
  exam: 'info',
}

const Timeline = ({ timeline }: { timeline: readonly Entry[] }) => (
  <Table
    items={timeline}
    wrapLines
    ariaLabels={{ tableLabel: texts.timeline }}
    header={<Header variant="h2">{texts.timeline}</Header>}
    empty={<Empty title={texts.timelineEmpty} />}
    columnDefinitions={[
      { id: 'at', header: texts.when, width: 200, minWidth: 150, cell: ({ at }) => dateTimeSeconds(at) },
      {
        id: 'what',
        header: texts.what,
        width: 180,
        minWidth: 180,
        cell: ({ what }) => <StatusIndicator type={SIGNS[what]}>{texts.whatOf[what]}</StatusIndicator>,
      },
      {
        id: 'text',
        header: texts.text,
        isRowHeader: true,
        minWidth: 220,
        cell: ({ text }) => <span className="words">{text}</span>,
      },
    ]}
  />
)

type AccountOf = LearnerPage['accounts'][number]

function Account({ account }: { account: AccountOf }) {
  const { name, accountId, alias, email, createDate, users, groups, roles, policies } = account
  return (
    <Container
      header={
        <Header variant="h2" description={texts.accountText}>
          {texts.account(name, accountId)}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.alias, value: alias ?? texts.none },
            { label: texts.email, value: <span className="words">{email}</span> },
            { label: texts.created, value: dateTime(createDate) },
            { label: texts.groups, value: <Names names={groups.map((group) => texts.group(group.name, group.policies))} /> },
            { label: texts.roles, value: <Names names={roles} /> },
            { label: texts.policies, value: <Names names={policies} /> },
          ]}
        />
        <Users users={users} />
      </SpaceBetween>
    </Container>
  )
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return texts.none
  return names.map((name) => (
    <Box key={name}>
      <span className="words">{name}</span>
    </Box>
  ))
}

const Users = ({ users }: Pick<AccountOf, 'users'>) => (
  <Table
    variant="embedded"
    items={users}
    trackBy="name"
    wrapLines
    ariaLabels={{ tableLabel: texts.users }}
    header={<Header variant="h3">{texts.users}</Header>}
    empty={<Empty title={texts.none} />}
    columnDefinitions={[
      {
        id: 'name',
        header: texts.user,
        isRowHeader: true,
        minWidth: 120,
        cell: ({ name }) => <span className="words">{name}</span>,
      },
      { id: 'console', header: texts.console, cell: (user) => (user.console ? texts.yes : texts.no) },
      { id: 'mfa', header: texts.mfa, cell: ({ mfa }) => (mfa ? texts.yes : texts.no) },
      {
        id: 'keys',
        header: texts.accessKeys,
        minWidth: 240,
        cell: ({ accessKeys }) => <Names names={accessKeys.map(({ id, status }) => texts.key(id, status))} />,
      },
      { id: 'groups', header: texts.groups, cell: ({ groups }) => groups.join(', ') || texts.none },
    ]}
  />
)
