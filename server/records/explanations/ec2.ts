import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'

type Told = Omit<Reasoning, 'authorization' | 'signature'>
type Call = Pick<NumberedRecord, 'errorCode' | 'errorMessage' | 'facts' | 'params'> & Partial<Pick<NumberedRecord, 'region'>>
type Tell = (call: Call) => Told

const told =
  (kind: Told['kind'], summary: string, rule: string, ...wayOut: string[]): Tell =>
  ({ errorMessage }) => ({ kind, summary, rule, state: errorMessage ? [errorMessage] : [], wayOut })

/** The commonest cause of a resource that “doesn't exist”. */
const calledIn = ({ region }: Call): string[] => (region ? [`The call went to the Region ${region}.`] : [])

const OTHER_REGION = 'If you made it in another Region, name that Region: --region REGION'

/** Of something that belongs to a Region. */
const absent =
  (summary: string, rule: string, ...wayOut: string[]): Tell =>
  (call) => ({ kind: 'input', summary, rule, state: calledIn(call), wayOut: [...wayOut, OTHER_REGION] })

const quota =
  (rule: (limit: string) => string, ...wayOut: string[]): Tell =>
  ({ errorMessage = '', facts }) => ({
    kind: 'quota',
    summary: 'You’ve reached a quota of EC2.',
    rule: rule(facts?.limit === undefined ? 'limited' : `limited to ${facts.limit}`),
    state: [errorMessage],
    wayOut,
  })

const LIST_INSTANCES = 'List your instances: aws ec2 describe-instances'

/** By EC2's code. Source: EC2 API Reference, "Error codes for the Amazon EC2 API". */
const BY_CODE: Readonly<Record<string, Tell>> = {
  DryRunOperation: told(
    'other',
    'The request was only tried out: it would have succeeded.',
    'With DryRun, EC2 checks the parameters and the permissions and then stops. Nothing has changed.',
    'Call again without --dry-run.',
  ),
  UnknownParameter: told(
    'other',
    'The request has a parameter that EC2 doesn’t know, or that this simulator doesn’t have.',
    'EC2 refuses a request with a parameter that it doesn’t know. In a request, lists have flat names, such as KeyName.1.',
    'Check the spelling of the parameter, or leave it out.',
  ),
  MissingParameter: told(
    'other',
    'A parameter is missing or empty.',
    'EC2 names a parameter as it’s written in the request, which isn’t always the name that your client gives it.',
    'Add the parameter that the message names.',
  ),
  InvalidParameterCombination: told(
    'other',
    'Two parameters, or their values, don’t go together.',
    'EC2 refuses parameters that contradict each other or say the same thing twice. The message names them.',
    'Leave out or change one of those that the message names.',
  ),
  InvalidParameterValue: (call) => invalidValue(call.errorMessage ?? '')(call),
  // Key pairs
  'InvalidKeyPair.NotFound': (call) => ({
    kind: 'input',
    summary: 'The Region has no key pair with this name or ID.',
    rule: 'A key pair belongs to one Region. Its name has case, and it isn’t the name of your file.',
    state: calledIn(call),
    wayOut: [...fileNameWay(call), 'List the key pairs of the Region: aws ec2 describe-key-pairs', OTHER_REGION],
  }),
  'InvalidKeyPair.Duplicate': told(
    'conflict',
    'The Region already has a key pair with this name.',
    'Names of key pairs are unique in a Region. EC2 can’t give you the private key of the existing one again.',
    'Choose another name.',
    'If you lost the private key, delete the key pair and create it again: aws ec2 delete-key-pair',
  ),
  'InvalidKey.Format': told(
    'input',
    'What you sent isn’t a public key that EC2 accepts.',
    'EC2 imports a public key in OpenSSH format, in DER as Base64, or in RFC 4716. It’s an ED25519 key, or an RSA key of 1,024 to 4,096 bits.',
    'Send the file that ends in .pub. In the CLI, write fileb://KEY.pub, not file:// and not only the name.',
    'If you sent a private key, stop using it, and make a new pair with ssh-keygen.',
  ),
  KeyPairLimitExceeded: quota(
    (limit) => `The number of key pairs is ${limit}.`,
    'Delete key pairs that you no longer use: aws ec2 delete-key-pair. Instances keep their copy of the public key.',
  ),
  // Instances
  'InvalidAMIID.NotFound': absent(
    'The Region has no image (AMI) with this ID.',
    'Each Region has its own ID for the same image, so an ID from a guide often belongs to another Region.',
    'List the images here: aws ec2 describe-images --owners amazon',
  ),
  'InvalidGroup.NotFound': absent(
    'The Region has no such security group.',
    'A security group belongs to one Region and one VPC. Its ID begins with sg-, and a name works only in the default VPC.',
    'List the security groups: aws ec2 describe-security-groups',
  ),
  'InvalidSubnetID.NotFound': absent(
    'The Region has no such subnet.',
    'A subnet belongs to one Availability Zone. Without a subnet, EC2 chooses one of the default VPC.',
    'List the subnets: aws ec2 describe-subnets',
  ),
  'InvalidInstanceID.NotFound': absent(
    'The Region has no instance with this ID.',
    'A terminated instance is still listed for up to an hour. After that, its ID no longer exists.',
    LIST_INSTANCES,
  ),
  IncorrectInstanceState: told(
    'conflict',
    'The instance’s state doesn’t allow this now.',
    'Only a stopped instance can start, and only a running one can stop. A terminated instance never comes back.',
    LIST_INSTANCES,
    'Wait until it’s steady, for example: aws ec2 wait instance-stopped --instance-ids ID',
  ),
  IncorrectState: told(
    'conflict',
    'The instance already has an instance profile.',
    'An instance has at most one instance profile, and so at most one role.',
    'Replace the association: aws ec2 replace-iam-instance-profile-association',
  ),
  InstanceLimitExceeded: quota(
    (limit) => `The number of instances of an account that run at the same time is ${limit}.`,
    'Stop or terminate instances that you no longer need: aws ec2 terminate-instances',
    'Ask for fewer instances: --count',
  ),
  VolumeLimitExceeded: quota(
    (limit) => `The number of instances of an account is ${limit}, and stopped ones count as well.`,
    'Terminate instances that you no longer need: aws ec2 terminate-instances',
  ),
  IdempotentParameterMismatch: told(
    'conflict',
    'The client token was used before, with other parameters.',
    'With the same client token, RunInstances gives the same answer again and launches nothing new. So the parameters must be the same, too.',
    'Use a new client token for a new launch, or leave it out.',
  ),
  Unsupported: told(
    'input',
    'This simulator has no such configuration.',
    'Instances here have one network interface and the default tenancy.',
    'Leave out the parameter that asks for more.',
  ),
  // Security groups
  'InvalidGroup.Duplicate': told(
    'conflict',
    'The VPC already has a security group with this name.',
    'Names of security groups are unique in a VPC.',
    'Choose another name, or use the existing group.',
  ),
  CannotDelete: told(
    'conflict',
    'Nobody can delete the default security group.',
    'Each VPC has a security group named default, which an instance gets if its launch names none.',
    'Remove its rules instead: aws ec2 revoke-security-group-ingress',
  ),
  SecurityGroupLimitExceeded: quota(
    (limit) => `The number of security groups is ${limit}.`,
    'Delete security groups that nothing uses: aws ec2 delete-security-group',
  ),
  RulesPerSecurityGroupLimitExceeded: quota(
    (limit) => `The number of rules of a security group is ${limit}.`,
    'Remove rules, or allow a wider range of addresses with one rule.',
  ),
  'InvalidPermission.Duplicate': told(
    'other',
    'The security group already has this rule.',
    'A rule is the same if its direction, protocol, ports, and source are the same.',
    'List the rules: aws ec2 describe-security-group-rules',
  ),
  DependencyViolation: told(
    'other',
    'Something still uses the resource.',
    'EC2 deletes a security group only when no instance and no rule of another group uses it.',
    'Remove what uses it, then try again.',
  ),
}

/** `web.pem` for the key pair `web`. */
function fileNameWay({ params }: Call): string[] {
  const [, name] = /^(.+)\.(?:pem|ppk|pub)$/.exec(String(params.keyName ?? '')) ?? []
  return name === undefined ? [] : [`Leave out the ending of the file: the key pair is probably named ${name}.`]
}

/** What EC2 says of values that launches and key pairs often get wrong. */
function invalidValue(message: string): Tell {
  if (/Instance Profile/.test(message)) {
    return told(
      'input',
      'The instance profile can’t be used.',
      'An instance gets a role through an instance profile that holds the role. The console makes one with a role for EC2, and the CLI doesn’t.',
      'List the profiles and their roles: aws iam list-instance-profiles',
      'Make one, and add the role: aws iam create-instance-profile, then aws iam add-role-to-instance-profile',
    )
  }
  if (/InstanceType|instance type/.test(message)) {
    return told(
      'input',
      'The instance type doesn’t exist here, or it doesn’t run this image.',
      'A type has a processor architecture, and the image must be made for the same one: t3 types run x86_64, and t4g types run arm64.',
      'List the types: aws ec2 describe-instance-types',
    )
  }
  if (/PublicKeyMaterial/.test(message)) {
    return told(
      'input',
      'What you sent is too long for a public key, or isn’t plain text.',
      'EC2 takes up to 2,048 characters of Base64. A private key of RSA is longer.',
      'Send the file that ends in .pub: --public-key-material fileb://KEY.pub',
      'If you sent a private key, stop using it, and make a new pair with ssh-keygen.',
    )
  }
  return told(
    'input',
    'A parameter has a value that EC2 doesn’t accept.',
    'EC2 checks one parameter after the other, and names the first one that is wrong.',
    'Correct the value that the message names.',
  )
}

const malformed = told(
  'input',
  'The ID isn’t written as EC2 writes IDs.',
  'An ID is a prefix and 8 or 17 hexadecimal digits: i- for instances, ami- for images, sg- for security groups, key- for key pairs.',
  'Copy the ID from a list, and check that it isn’t a name.',
)

const notFound = absent(
  'The resource that the message names doesn’t exist in this Region.',
  'EC2’s resources belong to a Region, and each Region has its own IDs.',
  'List the existing resources, and compare.',
)

/** What is known of a call that EC2 refused; undefined if nothing is. */
export function explainEc2(call: Call): Told | undefined {
  const { errorCode = '' } = call
  const own = Object.hasOwn(BY_CODE, errorCode) ? BY_CODE[errorCode] : undefined
  const tell = own ?? (/\.Malformed$/.test(errorCode) ? malformed : /\.NotFound$/.test(errorCode) ? notFound : undefined)
  return tell?.(call)
}
