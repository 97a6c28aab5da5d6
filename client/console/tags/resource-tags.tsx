import type { IAM, Tag } from '@aws-sdk/client-iam'
import { useState } from 'react'
import { useIam } from '../../shared/aws.js'
import { Loaded } from '../parts/loaded.js'
import type { Tag as Pair } from '../parts/tag-editor.js'
import { allPages } from '../queries/pages.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { EditTags } from './edit-tags.js'
import { TagTable } from './tag-table.js'

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
  const iam = useIam()
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
          <TagTable tags={tags} onManage={() => setEditing(true)} />
          {editing ? (
            <EditTags
              before={tags}
              save={(wanted) => replaceTags(iam, resource, tags, wanted)}
              onClose={() => setEditing(false)}
            />
          ) : null}
        </>
      )}
    </Loaded>
  )
}

async function replaceTags(iam: IAM, { kind, name }: Tagged, before: readonly Tag[], tags: readonly Pair[]): Promise<void> {
  const calls = CALLS[kind]
  const gone = before.flatMap(({ Key = '' }) => (tags.some(({ key }) => key === Key) ? [] : [Key]))
  if (gone.length > 0) await calls.untag(iam, name, gone)
  if (tags.length > 0)
    await calls.tag(
      iam,
      name,
      tags.map(({ key, value }) => ({ Key: key, Value: value })),
    )
}
