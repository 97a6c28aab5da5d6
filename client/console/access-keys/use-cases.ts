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
    description: 'The aws command on your own machine is to call this account.',
    alternatives: [
      'AWS CloudShell: a command line in the browser that already is you and stores no key.',
      'AWS CLI version 2 with IAM Identity Center, or aws login: you sign in, and the CLI gets credentials that expire.',
    ],
  },
  {
    value: 'local-code',
    label: 'Local code',
    description: 'Code that you develop on your own machine is to call this account.',
    alternatives: ['An editor with the AWS toolkit, signed in through IAM Identity Center: credentials that expire.'],
  },
  {
    value: 'aws-compute',
    label: 'Application running on an AWS compute service',
    description: 'Code on Amazon EC2, Amazon ECS, AWS Lambda or the like is to call this account.',
    alternatives: [
      'An IAM role for the instance, task or function: AWS delivers fresh credentials to it, and no key lies in it.',
    ],
  },
  {
    value: 'third-party',
    label: 'Third-party service',
    description: 'A product of someone else, for instance for monitoring, is to read from or act in this account.',
    alternatives: ['An IAM role that the third party assumes, with an external ID: temporary credentials, and you can end it.'],
  },
  {
    value: 'outside-aws',
    label: 'Application running outside AWS',
    description: 'A server in your own data centre or in another cloud is to call this account.',
    alternatives: ['IAM Roles Anywhere: the server shows its certificate and gets temporary credentials.'],
  },
  {
    value: 'other',
    label: 'Other',
    description: 'None of these fits.',
  },
]
