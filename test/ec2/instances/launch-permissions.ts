/** RunInstances as AWS decides it: policies, the launch, and what is refused first. */

export interface Facts {
  accountId: string
  image: string
  subnet: string
  group: string
}

interface Statement {
  Effect?: 'Allow' | 'Deny'
  Action: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Condition?: object
}

export interface Row {
  title: string
  policy: (facts: Facts) => Statement[]
  /** Beside the image and the type t3.micro. */
  launch?: (facts: Facts) => object
  /** `allowed`, or the action and the resource that the refusal names. */
  verdict: string | ((facts: Facts) => string)
}

const RUN = 'ec2:RunInstances'
const arn = ({ accountId }: Facts, resource: string) => `arn:aws:ec2:us-east-1:${accountId}:${resource}`
const every = (facts: Facts): string[] => [
  arn(facts, 'instance/*'),
  `arn:aws:ec2:us-east-1::image/${facts.image}`,
  arn(facts, `subnet/${facts.subnet}`),
  arn(facts, 'network-interface/*'),
  arn(facts, 'volume/*'),
  arn(facts, `security-group/${facts.group}`),
  arn(facts, 'key-pair/laptop'),
]
const without = (part: RegExp) => (facts: Facts) => [{ Action: RUN, Resource: every(facts).filter((one) => !part.test(one)) }]
const all: Statement = { Action: 'ec2:*' }
const only = (Condition: object) => () => [{ Action: RUN, Condition }]
const deny = (statement: Omit<Statement, 'Effect' | 'Action'>) => (): Statement[] => [
  all,
  { Effect: 'Deny', Action: RUN, ...statement },
]
const onInstances =
  (Condition: object): (() => Statement[]) =>
  () => [
    { Action: RUN, NotResource: 'arn:aws:ec2:*:*:instance/*' },
    { Action: RUN, Resource: 'arn:aws:ec2:*:*:instance/*', Condition },
  ]
const tagged = (...types: string[]) => ({
  TagSpecifications: types.map((ResourceType) => ({ ResourceType, Tags: [{ Key: 'Project', Value: 'blue' }] })),
})
const PASS_ROLE: Statement = { Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/web' }
const refused = (resource: string) => (facts: Facts) => `${RUN} ${arn(facts, resource)}`

export const ROWS: readonly Row[] = [
  { title: 'no policy', policy: () => [], verdict: refused('instance/*') },
  { title: 'everything of EC2', policy: () => [all], verdict: 'allowed' },
  { title: 'each resource by its ARN', policy: without(/none/), verdict: 'allowed' },
  { title: 'no instance', policy: without(/:instance/), verdict: refused('instance/*') },
  {
    title: 'no image',
    policy: without(/:image/),
    verdict: ({ image }) => `${RUN} arn:aws:ec2:us-east-1::image/${image}`,
  },
  {
    title: 'the image with an account in its ARN',
    policy: (facts) => [...without(/:image/)(facts), { Action: RUN, Resource: arn(facts, `image/${facts.image}`) }],
    verdict: ({ image }) => `${RUN} arn:aws:ec2:us-east-1::image/${image}`,
  },
  { title: 'no subnet', policy: without(/:subnet/), verdict: (facts) => refused(`subnet/${facts.subnet}`)(facts) },
  { title: 'no network interface', policy: without(/:network/), verdict: refused('network-interface/*') },
  { title: 'no volume', policy: without(/:volume/), verdict: refused('volume/*') },
  {
    title: 'no security group',
    policy: without(/:security/),
    verdict: (facts) => refused(`security-group/${facts.group}`)(facts),
  },
  { title: 'no key pair, and none is used', policy: without(/:key-pair/), verdict: 'allowed' },
  {
    title: 'no key pair, and one is used',
    policy: without(/:key-pair/),
    launch: () => ({ KeyName: 'laptop' }),
    verdict: refused('key-pair/laptop'),
  },
  {
    title: 'another key pair by its name',
    policy: deny({ Resource: 'arn:aws:ec2:*:*:key-pair/*', Condition: { StringNotEquals: { 'ec2:KeyPairName': 'work' } } }),
    launch: () => ({ KeyName: 'laptop' }),
    verdict: refused('key-pair/laptop'),
  },
  {
    title: 'a key pair with the tag that it needs',
    policy: deny({
      Resource: 'arn:aws:ec2:*:*:key-pair/*',
      Condition: { StringNotEquals: { 'ec2:ResourceTag/Owner': 'alice' } },
    }),
    launch: () => ({ KeyName: 'laptop' }),
    verdict: 'allowed',
  },
  {
    title: 'small types only, and a small one is wanted',
    policy: onInstances({ StringEquals: { 'ec2:InstanceType': ['t3.micro', 't3.small'] } }),
    verdict: 'allowed',
  },
  {
    title: 'small types only, and a large one is wanted',
    policy: onInstances({ StringEquals: { 'ec2:InstanceType': ['t3.micro', 't3.small'] } }),
    launch: () => ({ InstanceType: 'm5.xlarge' }),
    verdict: refused('instance/*'),
  },
  {
    title: 'a condition on the type for resources that have none',
    policy: only({ StringEquals: { 'ec2:InstanceType': 't3.micro' } }),
    verdict: ({ image }) => `${RUN} arn:aws:ec2:us-east-1::image/${image}`,
  },
  { title: 'another Region', policy: only({ StringEquals: { 'ec2:Region': 'eu-west-1' } }), verdict: refused('instance/*') },
  { title: 'this Region', policy: only({ StringEquals: { 'ec2:Region': 'us-east-1' } }), verdict: 'allowed' },
  {
    title: 'images of Amazon only',
    policy: deny({ Resource: 'arn:aws:ec2:*::image/*', Condition: { StringNotEquals: { 'ec2:Owner': 'amazon' } } }),
    verdict: 'allowed',
  },
  {
    title: 'another VPC only',
    policy: deny({
      Resource: 'arn:aws:ec2:*:*:subnet/*',
      Condition: { ArnNotLike: { 'ec2:Vpc': 'arn:aws:ec2:*:*:vpc/vpc-1' } },
    }),
    verdict: (facts) => refused(`subnet/${facts.subnet}`)(facts),
  },
  {
    title: 'session tokens required, and not asked for',
    policy: deny({
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
    }),
    verdict: refused('instance/*'),
  },
  {
    title: 'session tokens required, and asked for',
    policy: deny({
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
    }),
    launch: () => ({ MetadataOptions: { HttpTokens: 'required' } }),
    verdict: 'allowed',
  },
  {
    title: 'large volumes denied',
    policy: deny({ Resource: 'arn:aws:ec2:*:*:volume/*', Condition: { NumericGreaterThan: { 'ec2:VolumeSize': '20' } } }),
    launch: () => ({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 30 } }] }),
    verdict: refused('volume/*'),
  },
  {
    title: 'a tag that the launch must have, and lacks',
    policy: onInstances({ StringEquals: { 'aws:RequestTag/Project': 'blue' } }),
    verdict: refused('instance/*'),
  },
  {
    title: 'a tag that it must have, and has, but not the permission to tag',
    policy: onInstances({ StringEquals: { 'aws:RequestTag/Project': 'blue' } }),
    launch: () => tagged('instance'),
    verdict: (facts) => `ec2:CreateTags ${arn(facts, 'instance/*')}`,
  },
  {
    title: 'tags at launch only',
    policy: (facts) => [
      { Action: RUN },
      {
        Action: 'ec2:CreateTags',
        Resource: arn(facts, '*/*'),
        Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
      },
    ],
    launch: () => tagged('instance', 'volume'),
    verdict: 'allowed',
  },
  {
    title: 'tags on instances, but not on volumes',
    policy: (facts) => [{ Action: RUN }, { Action: 'ec2:CreateTags', Resource: arn(facts, 'instance/*') }],
    launch: () => tagged('instance', 'volume'),
    verdict: (facts) => `ec2:CreateTags ${arn(facts, 'volume/*')}`,
  },
  {
    title: 'other tag keys than allowed',
    policy: () => [
      { Action: RUN },
      { Action: 'ec2:CreateTags', Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Name'] } } },
    ],
    launch: () => tagged('instance'),
    verdict: (facts) => `ec2:CreateTags ${arn(facts, 'instance/*')}`,
  },
  {
    title: 'a profile without PassRole',
    policy: () => [all],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: ({ accountId }) => `iam:PassRole arn:aws:iam::${accountId}:role/web`,
  },
  {
    title: 'a profile with PassRole on the role',
    policy: () => [all, PASS_ROLE],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: 'allowed',
  },
  {
    title: 'PassRole on the profile instead of the role',
    policy: () => [all, { ...PASS_ROLE, Resource: 'arn:aws:iam::*:instance-profile/web' }],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: ({ accountId }) => `iam:PassRole arn:aws:iam::${accountId}:role/web`,
  },
  {
    title: 'PassRole to another service',
    policy: () => [all, { ...PASS_ROLE, Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: ({ accountId }) => `iam:PassRole arn:aws:iam::${accountId}:role/web`,
  },
  {
    title: 'PassRole to EC2',
    policy: () => [all, { ...PASS_ROLE, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: 'allowed',
  },
  {
    title: 'one profile only, and another is given',
    policy: () => [
      ...deny({
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { ArnNotEquals: { 'ec2:InstanceProfile': 'arn:aws:iam::*:instance-profile/db' } },
      })(),
      PASS_ROLE,
    ],
    launch: () => ({ IamInstanceProfile: { Name: 'web' } }),
    verdict: refused('instance/*'),
  },
]
