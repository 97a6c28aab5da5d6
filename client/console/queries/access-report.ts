import type { IAM, ServiceLastAccessed } from '@aws-sdk/client-iam'
import { useQuery } from '@tanstack/react-query'
import { useIam } from '../../shared/aws.js'
import { useSession } from '../../shared/session.js'
import { allPages } from './pages.js'
import type { Loading } from './use-wire-query.js'

const ASK_AGAIN_MS = 1000

/** Operations that give or take permissions: what they change shows in the list of allowed services. */
const PERMISSIONS =
  /^((Attach|Detach|Put|Delete)(User|Group|Role)Policy|(Create|SetDefault)PolicyVersion|(AddUserTo|RemoveUserFrom)Group)$/

export const changesPermissions = (operation: string): boolean => PERMISSIONS.test(operation)

/** Starts a report and waits until it is finished, or until nobody wants it any more. */
export async function accessReport(
  iam: Pick<IAM, 'generateServiceLastAccessedDetails' | 'getServiceLastAccessedDetails'>,
  Arn: string,
  isUnwanted: () => boolean,
): Promise<ServiceLastAccessed[]> {
  const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn })
  let first = await iam.getServiceLastAccessedDetails({ JobId, MaxItems: 1000 })
  while (first.JobStatus === 'IN_PROGRESS' && !isUnwanted()) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    first = await iam.getServiceLastAccessedDetails({ JobId, MaxItems: 1000 })
  }
  if (first.JobStatus === 'FAILED') throw new Error(first.Error?.Message)
  return allPages(
    (marker) =>
      marker.Marker ? iam.getServiceLastAccessedDetails({ ...marker, JobId, MaxItems: 1000 }) : Promise.resolve(first),
    (page) => page.ServicesLastAccessed,
  )
}

/**
 * The last-accessed report about an identity or a policy. Each is a job of its own at the server, so it is made when its
 * tab is opened, when permissions change, and when somebody asks for it: never because time has passed.
 */
export function useAccessReport(arn: string): Loading<ServiceLastAccessed[]> {
  const iam = useIam()
  const { id } = useSession()
  return useQuery({
    queryKey: ['iam', id, 'access-report', arn],
    meta: { changedBy: changesPermissions },
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: (context) => accessReport(iam, arn, () => context.signal.aborted),
  })
}
