import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { DocumentText } from '../parts/document-text.js'
import { Empty } from '../parts/loaded.js'
import { PageLink } from '../parts/page-link.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { policyTypeOf } from '../permissions/policy-type.js'
import { nameOfArn } from '../queries/policies.js'
import type { NewRole, Step } from './make-role.js'
import { texts } from './texts.js'

export const ROLE_NAME = /^[\w+=,.@-]{1,64}$/

interface Props {
  role: NewRole
  /** Is a missing name told? */
  told: boolean
  /** What is still to be done, where the role is there already. */
  left: readonly Step[] | undefined
  error: unknown
  onName(name: string): void
  onDescription(description: string): void
  onTags(tags: Tag[]): void
  onEdit(step: number): void
}

/** AWS's last step: name and description, then what the steps before came to. */
export function ReviewRole({ role, told, left, error, ...on }: Props) {
  const { name, description, trust, tags } = role
  const wrong = !ROLE_NAME.test(name) && (name !== '' || told)
  const isMade = left !== undefined
  const edit = (step: number) => (
    <Button formAction="none" ariaLabel={texts.editStep(step + 1)} onClick={() => on.onEdit(step)}>
      {texts.edit}
    </Button>
  )
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.details}</Header>}>
        <SpaceBetween size="m">
          <FormField
            label={texts.roleName}
            {...(wrong ? { errorText: texts.roleNameHint } : { constraintText: texts.roleNameHint })}
          >
            <Input value={name} autoComplete={false} disabled={isMade} onChange={({ detail }) => on.onName(detail.value)} />
          </FormField>
          <FormField label={texts.roleDescription}>
            <Textarea
              value={description}
              rows={2}
              disabled={isMade}
              onChange={({ detail }) => on.onDescription(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" actions={edit(0)}>
            {texts.reviewEntity}
          </Header>
        }
      >
        <FormField label={texts.trustPolicy} stretch>
          <DocumentText text={trust} />
        </FormField>
      </Container>
      <ChosenPolicies role={role} actions={edit(1)} />
      {isMade ? null : (
        <Container header={<Header variant="h2">{texts.reviewTags}</Header>}>
          <Tags tags={tags} onChange={on.onTags} />
        </Container>
      )}
      {isMade && error !== undefined ? <Left name={name} left={left} /> : null}
      {error === undefined ? null : <Failure error={error} />}
    </SpaceBetween>
  )
}

function ChosenPolicies({ role, actions }: { role: NewRole; actions: React.ReactNode }) {
  const rows = [
    ...role.policies.map((arn) => ({ arn, as: texts.asPolicy })),
    ...(role.boundary === undefined ? [] : [{ arn: role.boundary, as: texts.asBoundary }]),
  ]
  return (
    <Table
      items={rows}
      trackBy={({ arn, as }) => `${as} ${arn}`}
      ariaLabels={{ tableLabel: texts.reviewPermissions }}
      header={
        <Header variant="h2" actions={actions}>
          {texts.reviewPermissions}
        </Header>
      }
      empty={<Empty title={texts.none} />}
      columnDefinitions={[
        { id: 'name', header: texts.policyName, cell: ({ arn }) => nameOfArn(arn), isRowHeader: true },
        { id: 'type', header: texts.policyType, cell: ({ arn }) => policyTypeOf(arn) },
        { id: 'as', header: texts.attachedAs, cell: ({ as }) => as },
      ]}
    />
  )
}

/** After a refusal in the middle: what there is, what there isn't yet, and the two ways on. */
function Left({ name, left }: { name: string; left: readonly Step[] }) {
  return (
    <Alert type="warning" header={texts.partlyMade(name)}>
      {texts.leftToDo} <PageLink to={addresses.roles.of(name)}>{name}</PageLink>
      <ul>
        {left.map(({ id }) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
    </Alert>
  )
}
