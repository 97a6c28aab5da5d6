import type { Policy } from '@aws-sdk/client-iam'
import { type ReactNode, useMemo, useState } from 'react'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useManagedPolicies } from '../queries/policies.js'
import { ManagedDocument } from './document-in-place.js'
import { bestFirst, isOfType, POLICY_TYPES, policyTypeOf } from './policy-type.js'
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
  actions?: ReactNode
}

/** Managed policies, AWS's and the account's own, to choose from; their documents open in their rows. */
export function PickPolicies({ chosen, onChange, title = texts.policies, selection = 'multi', without = [], actions }: Props) {
  const query = useManagedPolicies()
  const [sought, setSought] = useState('')
  const policies = useMemo(() => query.data && bestFirst(query.data, sought), [query.data, sought])
  return (
    <ResourceTable<Policy>
      title={title}
      variant="container"
      pageSize={20}
      query={{ ...query, data: policies?.filter(({ Arn = '' }) => !without.includes(Arn)) }}
      idOf={({ Arn = '' }) => Arn}
      nameOf={({ PolicyName = '' }) => PolicyName}
      textOf={({ PolicyName = '' }) => PolicyName}
      onSearch={setSought}
      selection={selection}
      choice={{ chosen, onChange }}
      filter={{
        label: texts.filter,
        all: texts.allTypes,
        options: POLICY_TYPES.map((value) => ({ value, label: value })),
        matches: ({ Arn = '' }, value) => isOfType(Arn, value),
      }}
      detail={{
        label: ({ PolicyName = '' }) => texts.documentOf(PolicyName),
        content: ({ PolicyName = '', Arn = '', DefaultVersionId }) => (
          <ManagedDocument name={PolicyName} arn={Arn} versionId={DefaultVersionId} />
        ),
      }}
      empty={{ title: texts.noPolicies }}
      columns={COLUMNS}
      actions={() => actions}
    />
  )
}

const typeOf = ({ Arn = '' }: Policy) => policyTypeOf(Arn)

const COLUMNS: readonly Column<Policy>[] = [
  { id: 'name', header: texts.name, cell: ({ PolicyName }) => PolicyName, sort: ({ PolicyName = '' }) => PolicyName },
  { id: 'type', header: texts.type, cell: typeOf, sort: typeOf },
  {
    id: 'entities',
    header: texts.entities,
    cell: ({ AttachmentCount }) => AttachmentCount,
    sort: ({ AttachmentCount = 0 }) => AttachmentCount,
  },
  { id: 'arn', header: texts.arn, cell: ({ Arn }) => Arn, hidden: true },
]
