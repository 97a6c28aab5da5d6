export const texts = {
  title: 'Access Analyzer',
  description: 'IAM Access Analyzer tells who outside of an account can reach what is in it, and which access nobody uses.',
  findings: [
    {
      title: 'External access',
      text: 'An analyzer reads the policies of resources (roles, buckets, keys, queues) and reports each that lets in a principal from outside of the account or the organization: the zone of trust.',
      here: 'Here, resources are IAM’s own: the trust policy of a role says who may assume it, and the editor warns where that is everybody.',
      links: [{ to: '/iam/roles', label: 'Roles and whom they trust' }],
    },
    {
      title: 'Unused access',
      text: 'An analyzer reports roles, access keys and passwords that nobody uses, and permissions that were never needed.',
      here: 'Here, the credential report has the dates, and the tab Last accessed of each user, group, role and policy has the services.',
      links: [{ to: '/iam/credential-report', label: 'Credential report' }],
    },
    {
      title: 'Policy validation',
      text: 'Policies are checked as they are written: errors, security warnings, suggestions.',
      here: 'Here, the policy editor marks what IAM would refuse, and warns of the widest mistakes.',
      links: [{ to: '/iam/policies/create', label: 'Create policy' }],
    },
  ],
} as const
