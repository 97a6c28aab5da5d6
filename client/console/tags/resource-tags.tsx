import type { IAM, Tag } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { type Tag as Pair, Tags } from '../parts/tag-editor.js'
import { allPages } from '../queries/pages.js'
import { useAction } from '../queries/use-action.js'
import { useIamQuery } from '../queries/use-iam-query.js'

/** Whatever carries tags: by name, or a policy or provider by its ARN. */
export interface Tagged {
  kind: 'user' | 'role' | 'policy' | 'oidc-provider' | 'saml-provider'
  name: string
}

interface Marker {
  Marker?: string
}

const CALLS = {
  user: {
    list: (iam: IAM, UserName: string, marker: Marker) => iam.listUserTags({ ...marker, UserName }),
    tag: (iam: IAM, UserName: string, Tags: Tag[]) => iam.tagUser({ UserName, Tags }),
    untag: (iam: IAM, UserName: string, TagKeys: string[]) => iam.untagUser({ UserName, TagKeys }),
  },
  role: {
    list: (iam: IAM, RoleName: string, marker: Marker) => iam.listRoleTags({ ...marker, RoleName }),
    tag: (iam: IAM, RoleName: string, Tags: Tag[]) => iam.tagRole({ RoleName, Tags }),
    untag: (iam: IAM, RoleName: string, TagKeys: string[]) => iam.untagRole({ RoleName, TagKeys }),
  },
  policy: {
    list: (iam: IAM, PolicyArn: string, marker: Marker) => iam.listPolicyTags({ ...marker, PolicyArn }),
    tag: (iam: IAM, PolicyArn: string, Tags: Tag[]) => iam.tagPolicy({ PolicyArn, Tags }),
    untag: (iam: IAM, PolicyArn: string, TagKeys: string[]) => iam.untagPolicy({ PolicyArn, TagKeys }),
  },
  'oidc-provider': {
    list: (iam: IAM, OpenIDConnectProviderArn: string, marker: Marker) =>
      iam.listOpenIDConnectProviderTags({ ...marker, OpenIDConnectProviderArn }),
    tag: (iam: IAM, OpenIDConnectProviderArn: string, Tags: Tag[]) =>
      iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags }),
    untag: (iam: IAM, OpenIDConnectProviderArn: string, TagKeys: string[]) =>
      iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys }),
  },
  'saml-provider': {
    list: (iam: IAM, SAMLProviderArn: string, marker: Marker) => iam.listSAMLProviderTags({ ...marker, SAMLProviderArn }),
    tag: (iam: IAM, SAMLProviderArn: string, Tags: Tag[]) => iam.tagSAMLProvider({ SAMLProviderArn, Tags }),
    untag: (iam: IAM, SAMLProviderArn: string, TagKeys: string[]) => iam.untagSAMLProvider({ SAMLProviderArn, TagKeys }),
  },
} as const

/** Key and value pairs of a resource, and the editor for them. */
export function ResourceTags({ resource }: { resource: Tagged }) {
  const [editing, setEditing] = useState(false)
  const query = useIamQuery<Tag[]>({
    key: [resource.kind, resource.name, 'tags'],
    load: (iam) =>
      allPages(
        (marker) => CALLS[resource.kind].list(iam, resource.name, marker),
        (page) => page.Tags,
      ),
  })
  return (
    <Loaded query={query}>
      {(tags) => (
        <>
          <Table
            items={tags}
            ariaLabels={{ tableLabel: 'Tags' }}
            columnDefinitions={[
              { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
              { id: 'value', header: 'Value', cell: ({ Value }) => Value },
            ]}
            empty={<Empty title="No tags" />}
            header={
              <Header
                variant="h2"
                counter={`(${tags.length})`}
                actions={<Button onClick={() => setEditing(true)}>Manage tags</Button>}
              >
                Tags
              </Header>
            }
          />
          {editing ? <EditTags resource={resource} before={tags} onClose={() => setEditing(false)} /> : null}
        </>
      )}
    </Loaded>
  )
}

function EditTags({ resource, before, onClose }: { resource: Tagged; before: readonly Tag[]; onClose(): void }) {
  const [tags, setTags] = useState<readonly Pair[]>(before.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })))
  const [valid, setValid] = useState(true)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const calls = CALLS[resource.kind]
    const gone = before.flatMap(({ Key = '' }) => (tags.some(({ key }) => key === Key) ? [] : [Key]))
    const outcome = await action.run(async (iam) => {
      if (gone.length > 0) await calls.untag(iam, resource.name, gone)
      if (tags.length > 0)
        await calls.tag(
          iam,
          resource.name,
          tags.map(({ key, value }) => ({ Key: key, Value: value })),
        )
    })
    if (!outcome.ok) return
    flash.success('Tags saved.')
    onClose()
  }
  return (
    <FormDialog
      size="large"
      header="Manage tags"
      submitText="Save changes"
      running={action.running}
      disabled={!valid}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>Tags are pairs of a key and a value. Policies can refer to them (aws:ResourceTag, aws:PrincipalTag).</Box>
      <Tags
        tags={tags}
        onChange={(next, ok) => {
          setTags(next)
          setValid(ok)
        }}
      />
    </FormDialog>
  )
}
