import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Empty, Loaded } from '../parts/loaded.js'
import { useGroups } from '../queries/groups.js'
import { useRoles } from '../queries/roles.js'
import type { Loading } from '../queries/use-wire-query.js'
import { useUsers } from '../queries/users.js'
import type { SimulatedPolicy, SimulatedPrincipal } from './simulated-policy.js'
import { texts } from './texts.js'

interface Props {
  principal: SimulatedPrincipal | undefined
  onPrincipal(principal: SimulatedPrincipal): void
  policies: Loading<SimulatedPolicy[]>
  /** IDs. */
  excluded: readonly string[]
  onExclude(ids: string[]): void
  onShow(policy: SimulatedPolicy): void
}

/** Whose policies, and which of them take part. */
export function PrincipalPanel({ principal, onPrincipal, policies, excluded, onExclude, onShow }: Props) {
  return (
    <Container header={<Header variant="h2">{texts.principal}</Header>}>
      <SpaceBetween size="m">
        <PickPrincipal chosen={principal} onChange={onPrincipal} />
        {principal === undefined ? null : (
          <Loaded query={policies}>
            {(list) => (
              <FormField label={texts.policies(list.length)} description={texts.policiesText}>
                <SpaceBetween size="xs">
                  {list.length === 0 ? <Empty title={texts.noPolicies} /> : null}
                  {list.map((policy) => (
                    <Checkbox
                      key={policy.id}
                      checked={!excluded.includes(policy.id)}
                      description={
                        <>
                          {texts.kindOf(policy.kind, policy.group)}{' '}
                          <Button
                            variant="inline-link"
                            ariaLabel={texts.showPolicyOf(policy.name)}
                            onClick={() => onShow(policy)}
                          >
                            {texts.showPolicy}
                          </Button>
                        </>
                      }
                      onChange={({ detail }) =>
                        onExclude(detail.checked ? excluded.filter((id) => id !== policy.id) : [...excluded, policy.id])
                      }
                    >
                      <span className="simulator-name">{policy.name}</span>
                    </Checkbox>
                  ))}
                </SpaceBetween>
              </FormField>
            )}
          </Loaded>
        )}
      </SpaceBetween>
    </Container>
  )
}

function PickPrincipal({ chosen, onChange }: { chosen: SimulatedPrincipal | undefined; onChange: Props['onPrincipal'] }) {
  const users = useUsers()
  const groups = useGroups()
  const roles = useRoles()
  const principals: SimulatedPrincipal[] = [
    ...(users.data ?? []).map(({ Arn: arn = '', UserName: name = '' }) => ({ kind: 'user' as const, name, arn })),
    ...(groups.data ?? []).map(({ Arn: arn = '', GroupName: name = '' }) => ({ kind: 'group' as const, name, arn })),
    ...(roles.data ?? []).map(({ Arn: arn = '', RoleName: name = '' }) => ({ kind: 'role' as const, name, arn })),
  ]
  const optionsOf = (kind: SimulatedPrincipal['kind']) =>
    principals.filter((one) => one.kind === kind).map(({ arn, name }) => ({ value: arn, label: name }))
  return (
    <FormField label={texts.entityName}>
      <Select
        options={[
          { label: texts.users, options: optionsOf('user') },
          { label: texts.groups, options: optionsOf('group') },
          { label: texts.roles, options: optionsOf('role') },
        ]}
        selectedOption={chosen ? { value: chosen.arn, label: chosen.name } : null}
        filteringType="auto"
        placeholder={texts.chooseEntity}
        empty={texts.noEntity}
        onChange={({ detail }) => {
          const next = principals.find(({ arn }) => arn === detail.selectedOption.value)
          if (next) onChange(next)
        }}
      />
    </FormField>
  )
}
