import type { Policy } from '@aws-sdk/client-iam'
import { allPages } from './pages.js'
import { useIamQuery } from './use-iam-query.js'

/** Customer managed and AWS managed policies. Asked for less often: AWS's own never change here. */
export function useManagedPolicies() {
  return useIamQuery<Policy[]>({
    key: ['policies'],
    every: 30_000,
    load: (iam) =>
      allPages(
        (marker) => iam.listPolicies({ ...marker, Scope: 'All', MaxItems: 1000 }),
        (page) => page.Policies,
      ),
  })
}
