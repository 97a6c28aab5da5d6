import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { useFlash } from '../parts/flash.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { TypedConfirmation } from '../parts/typed-confirmation.js'
import { isOidc, useOidcProviders, useSamlProviders } from '../queries/providers.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

interface Row {
  arn: string
  provider: string
  type: string
  audiences: string
  created: Date | undefined
}

export default function Providers() {
  const oidc = useOidcProviders()
  const saml = useSamlProviders()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<Row>()
  const rows = oidc.data &&
    saml.data && [
      ...oidc.data.map(
        ({ arn, url, clientIds, createDate }): Row => ({
          arn,
          provider: url,
          type: texts.oidc,
          audiences: clientIds.join(', '),
          created: createDate,
        }),
      ),
      ...saml.data.map(
        ({ Arn = '', CreateDate }): Row => ({
          arn: Arn,
          provider: Arn.slice(Arn.indexOf('/') + 1),
          type: texts.saml,
          audiences: '',
          created: CreateDate,
        }),
      ),
    ]
  return (
    <>
      <ResourceTable<Row>
        title={texts.providers}
        description={texts.description}
        query={{ ...oidc, error: oidc.error ?? saml.error, data: rows }}
        idOf={({ arn }) => arn}
        nameOf={({ provider }) => provider}
        textOf={({ provider, arn }) => `${provider} ${arn}`}
        selection="single"
        empty={{ title: texts.empty }}
        columns={[
          {
            id: 'provider',
            header: texts.columns.provider,
            cell: ({ provider, arn }) => <PageLink to={addresses.providers.of(arn)}>{provider}</PageLink>,
            sort: ({ provider }) => provider,
          },
          { id: 'type', header: texts.columns.type, cell: ({ type }) => type, sort: ({ type }) => type },
          { id: 'audiences', header: texts.columns.audiences, cell: ({ audiences }) => audiences },
          {
            id: 'created',
            header: texts.columns.created,
            cell: ({ created }) => (created ? dateTime(created) : ''),
            sort: ({ created }) => created?.getTime() ?? 0,
          },
          { id: 'arn', header: texts.columns.arn, cell: ({ arn }) => arn, hidden: true },
        ]}
        actions={([selected]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!selected} onClick={() => setDeleting(selected)}>
              {texts.delete}
            </Button>
            <Button variant="primary" onClick={() => navigate(addresses.providers.create)}>
              {texts.add}
            </Button>
          </SpaceBetween>
        )}
      />
      {deleting ? <DeleteDialog row={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

function DeleteDialog({ row, onClose }: { row: Row; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run<unknown>((iam) =>
      isOidc(row.arn)
        ? iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: row.arn })
        : iam.deleteSAMLProvider({ SAMLProviderArn: row.arn }),
    )
    if (!outcome.ok) return
    flash.success(texts.deleted)
    onClose()
  }
  return (
    <FormDialog
      header={texts.deleteHeader}
      submitText={texts.delete}
      running={action.running}
      disabled={typed !== 'confirm'}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {texts.deleteText}
      <TypedConfirmation expected="confirm" value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
