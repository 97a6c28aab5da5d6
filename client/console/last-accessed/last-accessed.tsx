import type { ServiceLastAccessed } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { dateTime } from '../../shared/locale.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useAccessReport } from '../queries/access-report.js'

/** Which of the services that its policies allow an identity really used: what is not used can be taken away. */
export function LastAccessed({ arn }: { arn: string }) {
  const query = useAccessReport(arn)
  return (
    <ResourceTable<ServiceLastAccessed>
      title="Allowed services"
      description="This list shows the services that the policies allow, and when each was last used. Permissions that nobody uses are a risk without a benefit."
      variant="container"
      query={query}
      idOf={({ ServiceNamespace = '' }) => ServiceNamespace}
      nameOf={({ ServiceName = '' }) => ServiceName}
      textOf={({ ServiceName, ServiceNamespace }) => `${ServiceName} ${ServiceNamespace}`}
      filter={{
        label: 'Show',
        options: [
          { value: 'used', label: 'Accessed' },
          { value: 'unused', label: 'Not accessed' },
        ],
        matches: ({ LastAuthenticated }, value) => (LastAuthenticated !== undefined) === (value === 'used'),
      }}
      empty={{ title: 'No services', text: 'The policies don’t allow any services.' }}
      columns={[
        {
          id: 'service',
          header: 'Service',
          cell: ({ ServiceName }) => ServiceName,
          sort: ({ ServiceName = '' }) => ServiceName,
        },
        { id: 'prefix', header: 'Prefix', cell: ({ ServiceNamespace }) => ServiceNamespace, hidden: true },
        {
          id: 'last',
          header: 'Last accessed',
          least: 200,
          cell: ({ LastAuthenticated }) =>
            LastAuthenticated ? (
              dateTime(LastAuthenticated)
            ) : (
              <Box color="text-body-secondary">Not accessed in the tracking period</Box>
            ),
          sort: ({ LastAuthenticated }) => LastAuthenticated?.getTime() ?? 0,
        },
        { id: 'by', header: 'By', cell: ({ LastAuthenticatedEntity }) => LastAuthenticatedEntity },
        { id: 'region', header: 'Region', cell: ({ LastAuthenticatedRegion }) => LastAuthenticatedRegion, hidden: true },
      ]}
    />
  )
}
