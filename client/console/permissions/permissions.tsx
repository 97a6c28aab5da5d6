import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useFlash } from '../parts/flash.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAction } from '../queries/use-action.js'
import { useIamQueries, useIamQuery } from '../queries/use-iam-query.js'
import { AttachPolicies } from './attach-policies.js'
import { callsOf, type Holder, policiesQuery } from './holder.js'
import { InlinePolicyDialog } from './inline-policy-dialog.js'
import { texts } from './texts.js'

interface Row {
  id: string
  name: string
  type: string
  via: string
  /** What can be removed here: what comes by a group is removed there. */
  source: { arn: string } | { inline: string } | undefined
  arn?: string
}

/** Every policy that applies to a holder, and how it came to; a user's groups' among them. */
export function Permissions({ holder, groups = [] }: { holder: Holder; groups?: readonly string[] }) {
  const own = useIamQuery(policiesQuery(holder))
  const ofGroups = useIamQueries(groups.map((name) => policiesQuery({ kind: 'group', name })))
  const [dialog, setDialog] = useState<'attach' | { inline: string | undefined }>()
  const action = useAction()
  const flash = useFlash()
  const remove = async (rows: readonly Row[], clear: () => void) => {
    const calls = callsOf(holder)
    const outcome = await action.run(async (iam) => {
      for (const { source } of rows) {
        if (source && 'arn' in source) await calls.detach(iam, holder.name, source.arn)
        else if (source) await calls.remove(iam, holder.name, source.inline)
      }
    })
    clear()
    if (!outcome.ok) flash.error(texts.remove, outcome.error)
  }
  const rows = own.data && [
    ...rowsOf(own.data, texts.directly, true),
    ...groups.flatMap((name, index) => rowsOf(ofGroups[index]?.data ?? { attached: [], inline: [] }, texts.group(name), false)),
  ]
  return (
    <>
      <ResourceTable<Row>
        title={texts.policies}
        description={texts.description}
        variant="container"
        query={{ ...own, data: rows }}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        textOf={({ name, via }) => `${name} ${via}`}
        selection="multi"
        isFixed={({ source }) => source === undefined}
        empty={{ title: texts.none, text: texts.noneText }}
        columns={[
          {
            id: 'name',
            header: texts.name,
            sort: ({ name }) => name,
            cell: (row) =>
              row.arn ? (
                <PageLink to={`/iam/policies/${encodeURIComponent(row.arn)}`}>{row.name}</PageLink>
              ) : row.source ? (
                <Button variant="inline-link" onClick={() => setDialog({ inline: row.name })}>
                  {row.name}
                </Button>
              ) : (
                <Box>{row.name}</Box>
              ),
          },
          { id: 'type', header: texts.type, cell: ({ type }) => type, sort: ({ type }) => type },
          { id: 'via', header: texts.via, cell: ({ via }) => via, sort: ({ via }) => via },
        ]}
        actions={(selected, clear) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} loading={action.running} onClick={() => void remove(selected, clear)}>
              {texts.remove}
            </Button>
            <ButtonDropdown
              items={[
                { id: 'attach', text: texts.attach },
                { id: 'inline', text: texts.createInline },
              ]}
              onItemClick={({ detail }) => setDialog(detail.id === 'attach' ? 'attach' : { inline: undefined })}
            >
              {texts.add}
            </ButtonDropdown>
          </SpaceBetween>
        )}
      />
      {dialog === 'attach' ? <AttachPolicies holder={holder} onClose={() => setDialog(undefined)} /> : null}
      {typeof dialog === 'object' ? (
        <InlinePolicyDialog holder={holder} policyName={dialog.inline} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  )
}

function rowsOf(
  { attached, inline }: { attached: { name: string; arn: string }[]; inline: string[] },
  via: string,
  own: boolean,
): Row[] {
  return [
    ...attached.map(({ name, arn }) => ({
      id: `${via} ${arn}`,
      name,
      arn,
      type: arn.startsWith('arn:aws:iam::aws:') ? texts.awsManaged : texts.customerManaged,
      via,
      source: own ? { arn } : undefined,
    })),
    ...inline.map((name) => ({
      id: `${via} inline ${name}`,
      name,
      type: texts.inline,
      via,
      source: own ? { inline: name } : undefined,
    })),
  ]
}
