import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { Empty } from '../parts/loaded.js'
import { texts } from './texts.js'

interface Tag {
  Key?: string | undefined
  Value?: string | undefined
}

/** A resource's tags, and the button for their editor. */
export function TagTable({ tags, onManage }: { tags: readonly Tag[]; onManage(): void }) {
  return (
    <Table<Tag>
      items={tags}
      ariaLabels={{ tableLabel: texts.tags }}
      columnDefinitions={[
        { id: 'key', header: texts.key, cell: ({ Key }) => Key, isRowHeader: true },
        { id: 'value', header: texts.value, cell: ({ Value }) => Value },
      ]}
      empty={<Empty title={texts.none} />}
      header={
        <Header variant="h2" counter={`(${tags.length})`} actions={<Button onClick={onManage}>{texts.manage}</Button>}>
          {texts.tags}
        </Header>
      }
    />
  )
}
