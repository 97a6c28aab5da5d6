import type { Policy } from '@aws-sdk/client-iam'
import { useMemo, useState } from 'react'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useManagedPolicies } from '../queries/policies.js'
import { ManagedDocument } from './document-in-place.js'
import { bestFirst, POLICY_FILTER, typeOfPolicy } from './policy-type.js'
import { texts } from './texts.js'

interface Props {
  /** ARNs. */
  chosen: readonly string[]
  onChange(chosen: string[]): void
  title?: string
  /** A boundary is one policy. */
  selection?: 'single' | 'multi'
  /** ARNs of those that aren't offered. */
  without?: readonly string[]
}

/** Managed policies, AWS's and the account's own, to choose from; their documents open in their rows. */
export function PickPolicies({ chosen, onChange, title = texts.policies, selection = 'multi', without = [] }: Props) {
  const query = useManagedPolicies()
  const [sought, setSought] = useState('')
  const policies = useMemo(() => query.data && bestFirst(query.data, sought), [query.data, sought])
  return (
    <ResourceTable<Policy>
      title={title}
      variant="container"
      query={{ ...query, data: policies?.filter(({ Arn = '' }) => !without.includes(Arn)) }}
      idOf={({ Arn = '' }) => Arn}
      nameOf={({ PolicyName = '' }) => PolicyName}
      textOf={({ PolicyName = '' }) => PolicyName}
      onSearch={setSought}
      selection={selection}
      choice={{ chosen, onChange }}
      filter={POLICY_FILTER}
      detail={{
        label: ({ PolicyName = '' }) => texts.documentOf(PolicyName),
        content: ({ PolicyName = '', Arn = '', DefaultVersionId }) => (
          <ManagedDocument name={PolicyName} arn={Arn} versionId={DefaultVersionId} />
        ),
      }}
      empty={{ title: texts.noPolicies }}
      columns={COLUMNS}
    />
  )
}

const COLUMNS: readonly Column<Policy>[] = [
  { id: 'name', header: texts.name, cell: ({ PolicyName }) => PolicyName, sort: ({ PolicyName = '' }) => PolicyName },
  { id: 'type', header: texts.type, cell: typeOfPolicy, sort: typeOfPolicy },
  {
    id: 'entities',
    header: texts.entities,
    cell: ({ AttachmentCount }) => AttachmentCount,
    sort: ({ AttachmentCount = 0 }) => AttachmentCount,
  },
  { id: 'arn', header: texts.arn, cell: ({ Arn }) => Arn, hidden: true },
]
