import type { PolicyVersion } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { dateTime } from '../../shared/locale.js'
import { useFlash } from '../parts/flash.js'
import { ResourceTable } from '../parts/resource-table.js'
import { usePolicyVersions } from '../queries/policies.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

export function PolicyVersions({ arn }: { arn: string }) {
  const query = usePolicyVersions(arn)
  const action = useAction()
  const flash = useFlash()
  const act = async (what: 'default' | 'delete', VersionId: string | undefined, clear: () => void) => {
    const outcome = await action.run<unknown>((iam) =>
      what === 'default'
        ? iam.setDefaultPolicyVersion({ PolicyArn: arn, VersionId })
        : iam.deletePolicyVersion({ PolicyArn: arn, VersionId }),
    )
    clear()
    if (!outcome.ok) flash.error(texts.tabs.versions, outcome.error)
  }
  return (
    <ResourceTable<PolicyVersion>
      title={texts.tabs.versions}
      variant="container"
      query={query}
      idOf={({ VersionId = '' }) => VersionId}
      nameOf={({ VersionId = '' }) => VersionId}
      textOf={({ VersionId = '' }) => VersionId}
      selection="single"
      isFixed={({ IsDefaultVersion = false }) => IsDefaultVersion}
      empty={{ title: texts.none }}
      columns={[
        {
          id: 'version',
          header: texts.version,
          cell: ({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? ` (${texts.isDefault})` : ''}`,
        },
        {
          id: 'created',
          header: texts.createdOn,
          cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
          sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
        },
      ]}
      actions={([selected], clear) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={!selected} onClick={() => void act('delete', selected?.VersionId, clear)}>
            {texts.deleteVersion}
          </Button>
          <Button disabled={!selected} onClick={() => void act('default', selected?.VersionId, clear)}>
            {texts.makeDefault}
          </Button>
        </SpaceBetween>
      )}
    />
  )
}
