/** A word of AWS's that a learner may not know yet. */
export interface Term {
  /** Its place on the page of terms. */
  id: string
  name: string
  /** What else texts call it. A plural with -s needs no entry. */
  forms?: readonly string[]
  text: string
}

/** The words that lessons and info panels explain where they appear, by name. Each is followed by where AWS explains it. */
export const TERMS: readonly Term[] = [
  {
    // IAM User Guide, "Manage access keys for IAM users".
    id: 'access-key',
    name: 'access key',
    text: 'A pair for programs: an access key ID and a secret access key. A program signs its calls with it, and it works until somebody deactivates it.',
  },
  {
    // IAM User Guide, "Update access keys".
    id: 'rotation',
    name: 'access key rotation',
    forms: ['rotation', 'rotate', 'rotates', 'rotated', 'rotating'],
    text: 'You replace an access key by a new one. Create the second key, use it everywhere, deactivate the old one, and delete it last.',
  },
  {
    // IAM User Guide, "Use an alias for your AWS account ID".
    id: 'account-alias',
    name: 'account alias',
    text: 'A name for the account in its sign-in address. It takes the place of the 12 digits of the account ID.',
  },
  {
    // IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
    id: 'arn',
    name: 'ARN',
    forms: ['Amazon Resource Name'],
    text: 'Amazon Resource Name: the full name of one resource, such as arn:aws:iam::123456789012:user/alice. Nothing else in AWS has the same name.',
  },
  {
    // IAM User Guide, "Assign a virtual MFA device in the AWS Management Console".
    id: 'authenticator-app',
    name: 'authenticator app',
    text: 'An app that shows a new six-digit code every 30 seconds. It computes the code itself and needs no network.',
  },
  {
    // IAM User Guide, "Elements of an AWS API request signature".
    id: 'canonical-request',
    name: 'canonical request',
    text: 'A request written in a fixed form. Client and server both write it, so they can compare their signatures.',
  },
  {
    // AWS CloudTrail User Guide, "What is AWS CloudTrail?".
    id: 'cloudtrail',
    name: 'CloudTrail',
    text: 'The AWS service that records who called what in an account, when, and from where.',
  },
  {
    // IAM User Guide, "IAM JSON policy elements: Condition".
    id: 'condition',
    name: 'condition',
    text: 'The part of a policy statement that says when it applies, for example only for callers with MFA.',
  },
  {
    // IAM User Guide, "The confused deputy problem".
    id: 'confused-deputy',
    name: 'confused deputy',
    text: 'A service that has permissions in your account, and that a stranger tricks into using them for the stranger’s own purposes. An external ID prevents this.',
  },
  {
    // IAM User Guide, "Generate credential reports for your AWS account".
    id: 'credential-report',
    name: 'credential report',
    text: 'A table of all users in the account, with the age and the last use of their passwords and access keys, and whether they have MFA.',
  },
  {
    // AWS General Reference, "AWS security credentials".
    id: 'credentials',
    name: 'credentials',
    forms: ['credential'],
    text: 'What you prove your identity with: a password, an access key, or temporary credentials.',
  },
  {
    // AWS CloudTrail User Guide, "Working with CloudTrail event history".
    id: 'event-history',
    name: 'event history',
    text: 'The list of the calls in an account during the last 90 days. It’s always on, and nobody can change it.',
  },
  {
    // IAM User Guide, "Policy evaluation logic".
    id: 'explicit-deny',
    name: 'explicit deny',
    text: 'A policy statement with the effect Deny. It always wins, whatever other policies allow.',
  },
  {
    // IAM User Guide, "Access to AWS accounts owned by third parties".
    id: 'external-id',
    name: 'external ID',
    text: 'A value that a company must send when it assumes your role. The trust policy requires it, and the company uses a different value for each customer.',
  },
  {
    // IAM User Guide, "IAM users".
    id: 'iam-user',
    name: 'IAM user',
    text: 'An identity in an account for one person or one program. It can have a password and access keys of its own.',
  },
  {
    // IAM User Guide, "IAM Identities".
    id: 'identity',
    name: 'identity',
    forms: ['identities'],
    text: 'What you can attach a policy to: a user, a user group, or a role.',
  },
  {
    // IAM User Guide, "Identity providers and federation".
    id: 'identity-provider',
    name: 'identity provider',
    text: 'A service outside AWS that signs people or programs in. A role in the account trusts it.',
  },
  {
    // IAM User Guide, "Policy evaluation logic".
    id: 'implicit-deny',
    name: 'implicit deny',
    text: 'A call is denied because no policy allows it. Every call starts like this.',
  },
  {
    // IAM User Guide, "Managed policies and inline policies".
    id: 'inline-policy',
    name: 'inline policy',
    forms: ['inline policies'],
    text: 'A policy inside one user, user group, or role. It’s deleted with it, and nothing else can use it.',
  },
  {
    // Amazon EC2 User Guide, "Use the Instance Metadata Service to access instance metadata".
    id: 'imds',
    name: 'instance metadata service',
    forms: ['metadata service', 'IMDS'],
    text: 'An address, 169.254.169.254, that only programs on an EC2 instance reach. It tells them about the instance, and gives them the credentials of its role.',
  },
  {
    // IAM User Guide, "Use instance profiles".
    id: 'instance-profile',
    name: 'instance profile',
    text: 'A container for one role. It gives the role to the programs on an EC2 instance.',
  },
  {
    // Amazon EC2 User Guide, "Amazon EC2 key pairs and Amazon EC2 instances".
    id: 'key-pair',
    name: 'key pair',
    text: 'A public and a private key that let you connect to an EC2 instance. It isn’t an access key, and it can’t call AWS.',
  },
  {
    // IAM User Guide, "Prepare for least-privilege permissions".
    id: 'least-privilege',
    name: 'least privilege',
    text: 'Give only the permissions that the work needs. Then a stolen credential can’t do much.',
  },
  {
    // IAM User Guide, "Managed policies and inline policies".
    id: 'managed-policy',
    name: 'managed policy',
    forms: ['managed policies'],
    text: 'A policy with a name and an ARN of its own. You can attach it to many users, user groups, and roles.',
  },
  {
    // IAM User Guide, "AWS Multi-factor authentication in IAM".
    id: 'mfa',
    name: 'MFA',
    forms: ['multi-factor authentication'],
    text: 'Multi-factor authentication: you prove who you are in a second way, such as a code from your phone. A stolen password alone is then not enough.',
  },
  {
    // IAM User Guide, "AWS Multi-factor authentication in IAM".
    id: 'passkey',
    name: 'passkey',
    text: 'A key in your phone, your computer, or a security key that signs you in. It works only on the site that it was made for.',
  },
  {
    // IAM User Guide, "Set an account password policy for IAM users".
    id: 'password-policy',
    name: 'password policy',
    forms: ['password policies'],
    text: 'The account’s rules for the passwords of IAM users, such as the minimum length. They don’t apply to root.',
  },
  {
    // IAM User Guide, "Permissions boundaries for IAM entities".
    id: 'permissions-boundary',
    name: 'permissions boundary',
    forms: ['permissions boundaries'],
    text: 'A policy that sets the most that a user or a role can do. It gives no permission: another policy must allow the call, too.',
  },
  {
    // IAM User Guide, "Roles terms and concepts".
    id: 'permissions-policy',
    name: 'permissions policy',
    forms: ['permissions policies'],
    text: 'A policy that says what an identity can do. A role has a trust policy, too, which says who can use it.',
  },
  {
    // IAM User Guide, "Policies and permissions in AWS Identity and Access Management".
    id: 'policy',
    name: 'policy',
    forms: ['policies'],
    text: 'A JSON document with statements that allow or deny actions on resources.',
  },
  {
    // IAM User Guide, "How IAM works", "Principals".
    id: 'principal',
    name: 'principal',
    text: 'The one that makes a call: the root user, an IAM user, a role session, or an AWS service.',
  },
  {
    // IAM User Guide, "IAM roles".
    id: 'role',
    name: 'role',
    text: 'An identity without a password and without access keys. The principals that it trusts borrow its permissions for a short time.',
  },
  {
    // IAM User Guide, "AWS account root user".
    id: 'root-user',
    name: 'root user',
    text: 'The owner of the account, who signs in with its email address. No policy in the account limits it.',
  },
  {
    // IAM User Guide, "Manage access keys for IAM users".
    id: 'secret-access-key',
    name: 'secret access key',
    text: 'The secret half of an access key. You see it once, when the key is created, and it’s never sent with a request.',
  },
  {
    // IAM User Guide, "Assign a virtual MFA device in the AWS Management Console"; RFC 6238, "TOTP", section 1.2.
    id: 'seed',
    name: 'seed',
    text: 'The secret inside the QR code. The authenticator app and AWS both have it, and both compute the codes from it and the time.',
  },
  {
    // IAM User Guide, "Create a service-linked role".
    id: 'service-linked-role',
    name: 'service-linked role',
    text: 'A role that only one AWS service can use. The service defines its permissions, so you can’t change them.',
  },
  {
    // IAM User Guide, "Temporary security credentials in IAM".
    id: 'session',
    name: 'session',
    text: 'The time in which temporary credentials work. It has a beginning, an end, and the permissions of one user or role.',
  },
  {
    // IAM User Guide, "Policies and permissions in AWS Identity and Access Management", "Session policies".
    id: 'session-policy',
    name: 'session policy',
    forms: ['session policies'],
    text: 'A policy that you send when you ask for a session. It can only take permissions away.',
  },
  {
    // IAM User Guide, "Use temporary credentials with AWS resources".
    id: 'session-token',
    name: 'session token',
    text: 'The third part of temporary credentials. It says whose session it is, and you send it with each call.',
  },
  {
    // IAM User Guide, "AWS Signature Version 4 for API requests".
    id: 'sigv4',
    name: 'SigV4',
    forms: ['Signature Version 4'],
    text: 'Signature Version 4: how a client signs a request with its secret access key. The secret itself stays with the client.',
  },
  {
    // Amazon EC2 User Guide, "Use the Instance Metadata Service to access instance metadata".
    id: 'ssrf',
    name: 'SSRF',
    forms: ['server-side request forgery'],
    text: 'Server-side request forgery: an attacker makes a server send a request that they can’t send themselves, to something only the server reaches.',
  },
  {
    // IAM User Guide, "Create a signed AWS API request".
    id: 'string-to-sign',
    name: 'string to sign',
    text: 'Four lines: the algorithm, the time, the scope, and the hash of the canonical request. The signature is computed from them.',
  },
  {
    // AWS STS API Reference, "Welcome".
    id: 'sts',
    name: 'STS',
    forms: ['AWS Security Token Service'],
    text: 'AWS Security Token Service: it issues temporary credentials, for example when you assume a role.',
  },
  {
    // IAM User Guide, "Temporary security credentials in IAM".
    id: 'temporary-credentials',
    name: 'temporary credentials',
    text: 'An access key ID, a secret access key, and a session token that stop working at a set time.',
  },
  {
    // IAM User Guide, "Assign a virtual MFA device in the AWS Management Console"; RFC 6238, "TOTP".
    id: 'totp',
    name: 'TOTP',
    text: 'Time-based one-time password: the rule by which an app computes a six-digit code from a seed and the time.',
  },
  {
    // IAM User Guide, "Roles terms and concepts".
    id: 'trust-policy',
    name: 'trust policy',
    forms: ['trust policies'],
    text: 'The policy of a role that says who can assume it. It names principals and, if you want, conditions.',
  },
  {
    // Amazon EC2 User Guide, "Run commands when you launch an EC2 instance".
    id: 'user-data',
    name: 'user data',
    text: 'A text that you give an EC2 instance at its launch, most often a script for its first start. Every program on the instance can read it.',
  },
  {
    // IAM User Guide, "IAM user groups".
    id: 'user-group',
    name: 'user group',
    forms: ['group'],
    text: 'A set of IAM users that share permissions. Nobody can sign in as a group.',
  },
]

/** The term with this id. */
export const termOf = (id: string | undefined): Term | undefined => TERMS.find((term) => term.id === id)
