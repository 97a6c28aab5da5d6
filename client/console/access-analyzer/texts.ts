import { addresses } from '../../shared/addresses.js'

export const texts = {
  title: 'Access Analyzer',
  description: 'IAM Access Analyzer shows who outside an account can reach its resources, and which access nobody uses.',
  findings: [
    {
      title: 'External access',
      text: 'An analyzer reads the policies of resources such as roles, buckets, keys, and queues. It reports each policy that lets in a principal from outside the zone of trust, which is your account or organization.',
      here: 'IAM Dojo only has IAM’s own resources. A role’s trust policy says who can assume the role, and the editor warns you if that’s everybody.',
      links: [{ to: addresses.roles.list, label: 'Roles and their trusted entities' }],
    },
    {
      title: 'Unused access',
      text: 'An analyzer reports roles, access keys, and passwords that nobody uses, and permissions that nobody needs.',
      here: 'In IAM Dojo, the credential report shows the dates. The Last Accessed tab of each user, group, role, and policy shows the services.',
      links: [{ to: addresses.credentialReport, label: 'Credential report' }],
    },
    {
      title: 'Policy validation',
      text: 'While you write a policy, Access Analyzer shows errors, security warnings, and suggestions.',
      here: 'In IAM Dojo, the policy editor marks what IAM would refuse, and warns you about the biggest mistakes.',
      links: [{ to: addresses.policies.create, label: 'Create policy' }],
    },
  ],
} as const
