/**
 * What a key is wanted for, and what AWS recommends instead.
 * Labels: AWS's console, step "Access key best practices & alternatives". Explanations: our own words.
 */
export interface UseCase {
  value: string
  label: string
  description: string
  /** Absent: a key may be the right thing. */
  alternatives?: readonly string[]
}

export const useCases: readonly UseCase[] = [
  {
    value: 'cli',
    label: 'Command Line Interface (CLI)',
    description: 'You want to call this account with the aws command on your own machine.',
    alternatives: [
      'AWS CloudShell: a command line in the browser. It uses your console sign-in and stores no key.',
      'AWS CLI version 2 with IAM Identity Center, or aws login: you sign in, and the CLI gets credentials that expire.',
    ],
  },
  {
    value: 'local-code',
    label: 'Local code',
    description: 'You want to call this account from code that you develop on your own machine.',
    alternatives: [
      'An editor with the AWS toolkit that signs in through IAM Identity Center: it gets credentials that expire.',
    ],
  },
  {
    value: 'aws-compute',
    label: 'Application running on an AWS compute service',
    description: 'You want to call this account from code on a service such as Amazon EC2, Amazon ECS, or AWS Lambda.',
    alternatives: [
      'An IAM role for the instance, task, or function: AWS gives it new credentials regularly, and you store no key.',
    ],
  },
  {
    value: 'third-party',
    label: 'Third-party service',
    description: 'You want a third-party product, such as a monitoring service, to access this account.',
    alternatives: [
      'An IAM role with an external ID that the third party assumes: its credentials are temporary, and you can end its access.',
    ],
  },
  {
    value: 'outside-aws',
    label: 'Application running outside AWS',
    description: 'You want to call this account from a server in your own data center or in another cloud.',
    alternatives: ['IAM Roles Anywhere: the server shows its certificate and gets temporary credentials.'],
  },
  {
    value: 'other',
    label: 'Other',
    description: 'Your use case isn’t listed here.',
  },
]
