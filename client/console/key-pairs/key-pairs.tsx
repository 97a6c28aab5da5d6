import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useKeyPairs } from '../queries/ec2/key-pairs.js'
import { useRegion } from '../queries/region.js'
import { EditEc2Tags } from '../tags/edit-ec2-tags.js'
import { DeleteKeyPairs } from './delete-key-pairs.js'
import { texts } from './texts.js'

const { columns } = texts
const { keyPairs } = addresses.ec2

interface Open {
  dialog: 'delete' | 'tags'
  of: readonly KeyPairInfo[]
  clear(): void
}

/** The key pairs of the chosen Region. */
export default function KeyPairs() {
  const query = useKeyPairs()
  const { fullName } = useRegion()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>()
  const [first] = open?.of ?? []
  const close = () => setOpen(undefined)
  return (
    <>
      <ResourceTable<KeyPairInfo>
        title={texts.keyPairs}
        description={texts.description}
        query={query}
        idOf={({ KeyPairId = '' }) => KeyPairId}
        nameOf={({ KeyName = '' }) => KeyName}
        textOf={({ KeyName, KeyPairId, KeyType, KeyFingerprint, Tags = [] }) =>
          [KeyName, KeyPairId, KeyType, KeyFingerprint, ...Tags.flatMap(({ Key, Value }) => [Key, Value])].join(' ')
        }
        selection="multi"
        empty={{ title: texts.empty, text: texts.emptyText(fullName) }}
        columns={COLUMNS}
        actions={(selected, clear) => (
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              items={[
                { id: 'delete', text: texts.delete, disabled: selected.length === 0 },
                { id: 'import', text: texts.import },
                { id: 'tags', text: texts.manageTags, disabled: selected.length !== 1 },
              ]}
              onItemClick={({ detail: { id } }) => {
                if (id === 'import') navigate(keyPairs.import)
                else setOpen({ dialog: id as Open['dialog'], of: selected, clear })
              }}
            >
              {texts.actions}
            </ButtonDropdown>
            <Button variant="primary" onClick={() => navigate(keyPairs.create)}>
              {texts.create}
            </Button>
          </SpaceBetween>
        )}
      />
      {open?.dialog === 'delete' ? <DeleteKeyPairs keyPairs={open.of} onDone={open.clear} onClose={close} /> : null}
      {open?.dialog === 'tags' && first ? (
        <EditEc2Tags id={first.KeyPairId ?? ''} before={first.Tags ?? []} onClose={close} />
      ) : null}
    </>
  )
}

const COLUMNS: readonly Column<KeyPairInfo>[] = [
  { id: 'name', header: columns.name, cell: ({ KeyName }) => KeyName, sort: ({ KeyName = '' }) => KeyName },
  { id: 'type', header: columns.type, cell: ({ KeyType }) => KeyType, sort: ({ KeyType = '' }) => KeyType, least: 100 },
  {
    id: 'created',
    header: columns.created,
    cell: ({ CreateTime }) => (CreateTime ? dateTime(CreateTime) : ''),
    sort: ({ CreateTime }) => CreateTime?.getTime() ?? 0,
  },
  { id: 'fingerprint', header: columns.fingerprint, cell: ({ KeyFingerprint }) => KeyFingerprint },
  { id: 'id', header: columns.id, cell: ({ KeyPairId }) => KeyPairId, sort: ({ KeyPairId = '' }) => KeyPairId },
]
