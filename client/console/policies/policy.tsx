import type { Policy } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { lazy, Suspense, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { LastAccessed } from '../last-accessed/last-accessed.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { policyTypeOf } from '../permissions/policy-type.js'
import { pretty } from '../policy-editor/problems.js'
import { isAwsManaged, nameOfArn, usePolicy, usePolicyDocument } from '../queries/policies.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { DeletePolicyDialog } from './delete-policy.js'
import { PolicyDocument } from './policy-document.js'
import { PolicyEntities } from './policy-entities.js'
import { PolicyVersions } from './policy-versions.js'
import { texts } from './texts.js'

const EditPolicyDialog = lazy(async () => ({ default: (await import('./edit-policy.js')).EditPolicyDialog }))

/** One managed policy: its document, who has it, its versions. */
export default function PolicyPage() {
  const { arn = '', tab = 'permissions' } = useParams()
  const query = usePolicy(arn)
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const own = !isAwsManaged(arn)
  const name = nameOfArn(arn)
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          actions={own && query.data ? <Button onClick={() => setDeleting(true)}>{texts.delete}</Button> : null}
        >
          {name}
        </Header>
      }
    >
      <Loaded query={query}>
        {(policy) =>
          policy === null ? (
            <Alert type="error">{texts.notFound}</Alert>
          ) : (
            <SpaceBetween size="l">
              <Container>
                <KeyValuePairs
                  columns={4}
                  items={[
                    { label: texts.arn, value: <Copyable what={texts.arn} text={arn} /> },
                    { label: texts.type, value: policyTypeOf(arn) },
                    { label: texts.createdOn, value: policy.CreateDate ? dateTime(policy.CreateDate) : '' },
                    { label: texts.editedOn, value: policy.UpdateDate ? dateTime(policy.UpdateDate) : '' },
                  ]}
                />
              </Container>
              <Tabs
                activeTabId={tab}
                onChange={({ detail }) => navigate(addresses.policies.of(arn, detail.activeTabId))}
                tabs={[
                  { id: 'permissions', label: texts.tabs.permissions, content: <Document policy={policy} /> },
                  { id: 'entities', label: texts.tabs.entities, content: <PolicyEntities arn={arn} name={name} /> },
                  ...(own
                    ? [
                        {
                          id: 'tags',
                          label: texts.tabs.tags,
                          content: <ResourceTags resource={{ kind: 'policy', name: arn }} />,
                        },
                      ]
                    : []),
                  { id: 'versions', label: texts.tabs.versions, content: <PolicyVersions arn={arn} canChange={own} /> },
                  { id: 'last-accessed', label: texts.tabs.accessed, content: <LastAccessed arn={arn} /> },
                ]}
              />
            </SpaceBetween>
          )
        }
      </Loaded>
      {deleting ? <DeletePolicyDialog arn={arn} name={name} onClose={() => setDeleting(false)} /> : null}
    </ContentLayout>
  )
}

function Document({ policy }: { policy: Policy }) {
  const { Arn = '', DefaultVersionId = '' } = policy
  const query = usePolicyDocument(Arn, DefaultVersionId)
  const [editing, setEditing] = useState(false)
  const own = !isAwsManaged(Arn)
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(own ? {} : { description: texts.readOnly })}
          actions={own ? <Button onClick={() => setEditing(true)}>{texts.edit}</Button> : null}
        >
          {texts.document}
        </Header>
      }
    >
      <Loaded query={query}>
        {(document) => (
          <>
            <PolicyDocument document={document} />
            <Suspense>
              {editing ? <EditPolicyDialog arn={Arn} before={pretty(document)} onClose={() => setEditing(false)} /> : null}
            </Suspense>
          </>
        )}
      </Loaded>
    </Container>
  )
}
