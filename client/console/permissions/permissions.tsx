import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { type Holder, policiesQuery } from '../queries/holder.js'
import { useIamQueries, useIamQuery } from '../queries/use-iam-query.js'
import { InlineDocument, ManagedDocument } from './document-in-place.js'
import { policyTypeOf } from './policy-type.js'
import { type PolicySource, RemovePolicies } from './remove-policies.js'
import { texts } from './texts.js'

/** The editor is half of what such a page would load. */
const InlinePolicyDialog = lazy(async () => ({ default: (await import('./inline-policy-dialog.js')).InlinePolicyDialog }))

const ATTACH = {
  user: addresses.users.addPermissions,
  group: addresses.groups.attachPolicies,
  role: addresses.roles.attachPolicies,
}

interface Row {
  id: string
  name: string
  type: string
  via: string
  /** Whose it is: the holder's own, or a group's. */
  from: Holder
  /** What can be removed here: what comes by a group is removed there. */
  source: PolicySource | undefined
  arn?: string
}

/** Every policy that applies to a holder, and how it came to; a user's groups' among them. */
export function Permissions({ holder, groups = [] }: { holder: Holder; groups?: readonly string[] }) {
  const own = useIamQuery(policiesQuery(holder))
  const ofGroups = useIamQueries(groups.map((name) => policiesQuery({ kind: 'group', name })))
  const [dialog, setDialog] = useState<{ inline: string | undefined }>()
  const navigate = useNavigate()
  const [removing, setRemoving] = useState<readonly Row[]>()
  const rows = own.data && [
    ...rowsOf(own.data, holder, texts.directly, true),
    ...groups.flatMap((name, index) =>
      rowsOf(ofGroups[index]?.data ?? { attached: [], inline: [] }, { kind: 'group', name }, texts.group(name), false),
    ),
  ]
  const add = (
    <ButtonDropdown
      items={[
        { id: 'attach', text: holder.kind === 'user' ? texts.add : texts.attach },
        { id: 'inline', text: texts.createInline },
      ]}
      onItemClick={({ detail }) =>
        detail.id === 'attach' ? navigate(ATTACH[holder.kind](holder.name)) : setDialog({ inline: undefined })
      }
    >
      {texts.add}
    </ButtonDropdown>
  )
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
        detail={{
          label: ({ name }) => texts.documentOf(name),
          content: ({ name, arn, from, source }) =>
            arn ? (
              <ManagedDocument name={name} arn={arn} />
            ) : (
              <InlineDocument holder={from} name={name}>
                {source ? <Button onClick={() => setDialog({ inline: name })}>{texts.edit}</Button> : null}
              </InlineDocument>
            ),
        }}
        empty={{ title: texts.none, text: texts.noneText }}
        columns={[
          {
            id: 'name',
            header: texts.name,
            sort: ({ name }) => name,
            cell: (row) =>
              row.arn ? <PageLink to={addresses.policies.of(row.arn)}>{row.name}</PageLink> : <Box>{row.name}</Box>,
          },
          { id: 'type', header: texts.type, cell: ({ type }) => type, sort: ({ type }) => type },
          { id: 'via', header: texts.via, cell: ({ via }) => via, sort: ({ via }) => via },
        ]}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setRemoving(selected)}>
              {texts.remove}
            </Button>
            {holder.kind === 'group' ? <LessonHotspot id="group-add-permissions">{add}</LessonHotspot> : add}
          </SpaceBetween>
        )}
      />
      <Suspense>
        {dialog ? <InlinePolicyDialog holder={holder} policyName={dialog.inline} onClose={() => setDialog(undefined)} /> : null}
      </Suspense>
      {removing ? (
        <RemovePolicies
          holder={holder}
          policies={removing.flatMap(({ name, source }) => (source ? { name, source } : []))}
          onClose={() => setRemoving(undefined)}
        />
      ) : null}
    </>
  )
}

function rowsOf(
  { attached, inline }: { attached: { name: string; arn: string }[]; inline: string[] },
  from: Holder,
  via: string,
  own: boolean,
): Row[] {
  return [
    ...attached.map(({ name, arn }) => ({
      id: `${via} ${arn}`,
      name,
      arn,
      from,
      type: policyTypeOf(arn),
      via,
      source: own ? { arn } : undefined,
    })),
    ...inline.map((name) => ({
      id: `${via} inline ${name}`,
      name,
      from,
      type: texts.inline,
      via,
      source: own ? { inline: name } : undefined,
    })),
  ]
}
