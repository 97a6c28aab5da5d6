import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useFlash } from '../../shared/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { useGroupPolicies } from '../queries/groups.js'
import { useAction } from '../queries/use-action.js'
import { useAttachedPolicies, useInlinePolicies, useUserGroups } from '../queries/users.js'
import { PickPolicies } from './pick-permissions.js'
import { texts } from './texts.js'

interface Row {
  id: string
  name: string
  via: string
  /** What can be removed here: what comes by a group is removed there. */
  source: { arn: string } | { inline: string } | undefined
}

/** Every policy that applies to a user, and how it came to. */
export function UserPermissions({ userName }: { userName: string }) {
  const attached = useAttachedPolicies(userName)
  const rows = useRows(userName)
  const [selected, setSelected] = useState<Row>()
  const [adding, setAdding] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const remove = async () => {
    const source = selected?.source
    if (!source) return
    const outcome = await action.run<unknown>((iam) =>
      'arn' in source
        ? iam.detachUserPolicy({ UserName: userName, PolicyArn: source.arn })
        : iam.deleteUserPolicy({ UserName: userName, PolicyName: source.inline }),
    )
    if (outcome.ok) setSelected(undefined)
    else flash.error(texts.remove, outcome.error)
  }
  return (
    <Loaded query={attached}>
      {() => (
        <>
          <Table
            items={rows}
            trackBy="id"
            selectionType="single"
            selectedItems={selected ? [selected] : []}
            isItemDisabled={({ source }) => source === undefined}
            onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0])}
            ariaLabels={{
              tableLabel: texts.policies,
              selectionGroupLabel: texts.policies,
              itemSelectionLabel: (_state, row) => row.name,
            }}
            columnDefinitions={[
              { id: 'name', header: texts.policyName, cell: ({ name }) => name, isRowHeader: true },
              { id: 'via', header: texts.via, cell: ({ via }) => via },
            ]}
            empty={<Empty title={texts.noPermissions} text={texts.noPermissionsText} />}
            header={
              <Header
                counter={`(${rows.length})`}
                actions={
                  <SpaceBetween direction="horizontal" size="xs">
                    <Button disabled={!selected} loading={action.running} onClick={() => void remove()}>
                      {texts.remove}
                    </Button>
                    <Button onClick={() => setAdding(true)}>{texts.addPermissions}</Button>
                  </SpaceBetween>
                }
              >
                {texts.policies}
              </Header>
            }
          />
          {adding ? <AttachPolicies userName={userName} onClose={() => setAdding(false)} /> : null}
        </>
      )}
    </Loaded>
  )
}

function useRows(userName: string): Row[] {
  const attached = useAttachedPolicies(userName)
  const inline = useInlinePolicies(userName)
  const groups = useUserGroups(userName)
  const groupNames = (groups.data ?? []).map(({ GroupName = '' }) => GroupName)
  const groupPolicies = useGroupPolicies(groupNames)
  return [
    ...(attached.data ?? []).map(({ PolicyName = '', PolicyArn = '' }) => ({
      id: PolicyArn,
      name: PolicyName,
      via: texts.directly,
      source: { arn: PolicyArn },
    })),
    ...(inline.data ?? []).map((name) => ({ id: `inline ${name}`, name, via: texts.inline, source: { inline: name } })),
    ...groupNames.flatMap((group, index) => {
      const { attached: managed = [], inline: own = [] } = groupPolicies[index]?.data ?? {}
      return [...managed.map(({ name }) => name), ...own].map((name) => ({
        id: `${group} ${name}`,
        name,
        via: texts.group(group),
        source: undefined,
      }))
    }),
  ]
}

function AttachPolicies({ userName, onClose }: { userName: string; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const PolicyArn of chosen) await iam.attachUserPolicy({ UserName: userName, PolicyArn })
    })
    if (!outcome.ok) return
    flash.success(texts.attached)
    onClose()
  }
  return (
    <FormDialog
      header={texts.addPermissions}
      submitText={texts.addPermissions}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickPolicies chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
