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

/** The text of an inline policy or of a managed policy's default version, decoded from the URL encoding of the API. */
export function usePolicyDocument(source: PolicySource) {
  return useIamQuery<string>({
    key: ['policy-document', ...Object.values(source)],
    every: 30_000,
    load: async (iam) => {
      if (source.kind === 'user') {
        const { PolicyDocument } = await iam.getUserPolicy({ UserName: source.userName, PolicyName: source.policyName })
        return readable(PolicyDocument)
      }
      if (source.kind === 'group') {
        const { PolicyDocument } = await iam.getGroupPolicy({ GroupName: source.groupName, PolicyName: source.policyName })
        return readable(PolicyDocument)
      }
      const { Policy } = await iam.getPolicy({ PolicyArn: source.arn })
      const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: source.arn, VersionId: Policy?.DefaultVersionId })
      return readable(PolicyVersion?.Document)
    },
  })
}

export type PolicySource =
  | { kind: 'user'; userName: string; policyName: string }
  | { kind: 'group'; groupName: string; policyName: string }
  | { kind: 'managed'; arn: string }

function readable(document: string | undefined): string {
  const text = decodeURIComponent(document ?? '')
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // AWS keeps what it was given, and a document may be valid for it and odd for JSON.parse: show it as it is.
    return text
  }
}
