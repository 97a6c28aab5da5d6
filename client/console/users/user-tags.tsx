import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { useFlash } from '../../shared/flash.js'
import { FormDialog } from '../parts/form-dialog.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { useAction } from '../queries/use-action.js'
import { useUserTags } from '../queries/users.js'
import { parsedTags, type TagPair, tagLines } from './tag-lines.js'
import { texts } from './texts.js'

export function UserTags({ userName }: { userName: string }) {
  const query = useUserTags(userName)
  const [editing, setEditing] = useState(false)
  return (
    <Loaded query={query}>
      {(tags) => {
        const pairs = tags.map(({ Key = '', Value = '' }) => ({ Key, Value }))
        return (
          <>
            <Table
              items={pairs}
              trackBy="Key"
              ariaLabels={{ tableLabel: texts.tabs.tags }}
              columnDefinitions={[
                { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
                { id: 'value', header: 'Value', cell: ({ Value }) => Value },
              ]}
              empty={<Empty title={texts.noTags} />}
              header={
                <Header
                  counter={`(${pairs.length})`}
                  actions={<Button onClick={() => setEditing(true)}>{texts.manageTags}</Button>}
                >
                  {texts.tabs.tags}
                </Header>
              }
            />
            {editing ? <EditTags userName={userName} present={pairs} onClose={() => setEditing(false)} /> : null}
          </>
        )
      }}
    </Loaded>
  )
}

function EditTags({ userName, present, onClose }: { userName: string; present: TagPair[]; onClose(): void }) {
  const [text, setText] = useState(tagLines(present))
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const wanted = parsedTags(text)
    const gone = present.filter(({ Key }) => !wanted.some((tag) => tag.Key === Key)).map(({ Key }) => Key)
    const outcome = await action.run(async (iam) => {
      if (gone.length > 0) await iam.untagUser({ UserName: userName, TagKeys: gone })
      if (wanted.length > 0) await iam.tagUser({ UserName: userName, Tags: wanted })
    })
    if (!outcome.ok) return
    flash.success(texts.tagsSaved)
    onClose()
  }
  return (
    <FormDialog
      header={texts.manageTags}
      submitText={texts.manageTags}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.tabs.tags} constraintText={texts.tagsHint} stretch>
        <Textarea value={text} rows={8} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
