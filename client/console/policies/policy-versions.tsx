import type { PolicyVersion } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { dateTime } from '../../shared/locale.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { ResourceTable } from '../parts/resource-table.js'
import { usePolicyVersions } from '../queries/policies.js'
import { texts } from './texts.js'

const VersionDialog = lazy(() => import('./version-dialog.js'))

/** The versions that are kept. Any of them can be read; those of the account's own policies can be made the default or deleted. */
export function PolicyVersions({ arn, canChange }: { arn: string; canChange: boolean }) {
  const query = usePolicyVersions(arn)
  const [asking, setAsking] = useState<{ what: 'default' | 'delete'; version: string }>()
  const [shown, setShown] = useState<string>()
  return (
    <>
      <ResourceTable<PolicyVersion>
        title={texts.tabs.versions}
        variant="container"
        query={query}
        idOf={({ VersionId = '' }) => VersionId}
        nameOf={({ VersionId = '' }) => VersionId}
        textOf={({ VersionId = '' }) => VersionId}
        empty={{ title: texts.none }}
        columns={[
          {
            id: 'version',
            header: texts.version,
            least: 110,
            cell: ({ VersionId = '', IsDefaultVersion }) => (
              <>
                <Button variant="inline-link" ariaLabel={texts.showVersion(VersionId)} onClick={() => setShown(VersionId)}>
                  {VersionId}
                </Button>
                {IsDefaultVersion ? ` (${texts.isDefault})` : ''}
              </>
            ),
          },
          {
            id: 'created',
            header: texts.createdOn,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
        ]}
        {...(canChange
          ? {
              selection: 'single',
              isFixed: ({ IsDefaultVersion = false }) => IsDefaultVersion,
              actions: ([selected]) => (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    disabled={!selected}
                    onClick={() => setAsking({ what: 'delete', version: selected?.VersionId ?? '' })}
                  >
                    {texts.deleteVersion}
                  </Button>
                  <Button
                    disabled={!selected}
                    onClick={() => setAsking({ what: 'default', version: selected?.VersionId ?? '' })}
                  >
                    {texts.makeDefault}
                  </Button>
                </SpaceBetween>
              ),
            }
          : {})}
      />
      <Suspense>
        {shown === undefined ? null : <VersionDialog arn={arn} versionId={shown} onClose={() => setShown(undefined)} />}
      </Suspense>
      {asking ? <ConfirmVersion arn={arn} {...asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  )
}

interface ConfirmProps {
  arn: string
  what: 'default' | 'delete'
  version: string
  onClose(): void
}

function ConfirmVersion({ arn: PolicyArn, what, version: VersionId, onClose }: ConfirmProps) {
  return what === 'delete' ? (
    <ConfirmDialog
      header={texts.deleteVersionHeader(VersionId)}
      submitText={texts.deleteVersion}
      success={texts.versionDeleted(VersionId)}
      run={(iam) => iam.deletePolicyVersion({ PolicyArn, VersionId })}
      onClose={onClose}
    >
      <Box>{texts.deleteVersionText}</Box>
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      header={texts.makeDefaultHeader(VersionId)}
      submitText={texts.makeDefault}
      success={texts.defaultSet(VersionId)}
      run={(iam) => iam.setDefaultPolicyVersion({ PolicyArn, VersionId })}
      onClose={onClose}
    >
      <Box>{texts.makeDefaultText}</Box>
    </ConfirmDialog>
  )
}
