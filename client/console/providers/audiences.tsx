import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface Props {
  arn: string
  audiences: readonly string[]
}

/** For whom tokens may be made: client ids, added and removed one by one. */
export function Audiences({ arn, audiences }: Props) {
  const [selected, setSelected] = useState<string>()
  const [adding, setAdding] = useState(false)
  const action = useAction()
  const flash = useFlash()
  const remove = async (ClientID: string) => {
    const outcome = await action.run((iam) =>
      iam.removeClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn: arn, ClientID }),
    )
    setSelected(undefined)
    if (!outcome.ok) flash.error(texts.removeAudience, outcome.error)
  }
  return (
    <>
      <Table
        items={audiences.map((id) => ({ id }))}
        trackBy="id"
        selectionType="single"
        selectedItems={selected === undefined ? [] : [{ id: selected }]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0]?.id)}
        ariaLabels={{
          tableLabel: texts.columns.audiences,
          selectionGroupLabel: texts.columns.audiences,
          itemSelectionLabel: (_state, { id }) => id,
        }}
        columnDefinitions={[{ id: 'id', header: texts.audience, cell: ({ id }) => id, isRowHeader: true }]}
        header={
          <Header
            variant="h2"
            counter={`(${audiences.length})`}
            description={texts.audienceHint}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  disabled={selected === undefined}
                  loading={action.running}
                  onClick={() => selected !== undefined && void remove(selected)}
                >
                  {texts.removeAudience}
                </Button>
                <Button onClick={() => setAdding(true)}>{texts.addAudience}</Button>
              </SpaceBetween>
            }
          >
            {texts.columns.audiences}
          </Header>
        }
      />
      {adding ? <AddAudience arn={arn} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function AddAudience({ arn, onClose }: { arn: string; onClose(): void }) {
  const [audience, setAudience] = useState('')
  const action = useAction()
  const submit = async () => {
    const outcome = await action.run((iam) =>
      iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn: arn, ClientID: audience }),
    )
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      header={texts.addAudience}
      submitText={texts.addAudience}
      running={action.running}
      disabled={audience === ''}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.audience} constraintText={texts.audienceHint}>
        <Input value={audience} onChange={({ detail }) => setAudience(detail.value.trim())} />
      </FormField>
    </FormDialog>
  )
}
