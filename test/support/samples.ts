import { ec2Fields } from '../../server/aws/model/ec2-fields.js'
import type { ServiceModel } from '../../server/aws/model/model.js'

/** What stands in the account that the samples name. */
export const NAMES = {
  user: 'alice',
  group: 'Developers',
  role: 'Deploy',
  policy: 'ReadBucket',
  instanceProfile: 'WebServer',
} as const

export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
})
export const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
})
/** AWS wants 1,000 characters at least. */
export const SAML_METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><!-- ${'x'.repeat(1000)} --></IDPSSODescriptor></EntityDescriptor>`

/** By member name; for what is not here the shape makes a value. */
export function samplesOf(accountId: string): Record<string, unknown> {
  const arn = (rest: string) => `arn:aws:iam::${accountId}:${rest}`
  return {
    UserName: NAMES.user,
    NewUserName: NAMES.user,
    GroupName: NAMES.group,
    NewGroupName: NAMES.group,
    RoleName: NAMES.role,
    InstanceProfileName: NAMES.instanceProfile,
    PolicyName: NAMES.policy,
    PolicyArn: arn(`policy/${NAMES.policy}`),
    PermissionsBoundary: arn(`policy/${NAMES.policy}`),
    PolicySourceArn: arn(`user/${NAMES.user}`),
    Arn: arn(`user/${NAMES.user}`),
    EntityArn: arn('delegation-request/dr-12345678901234567890'),
    RoleArn: arn(`role/${NAMES.role}`),
    PrincipalArn: arn('saml-provider/Example'),
    SAMLProviderArn: arn('saml-provider/Example'),
    OpenIDConnectProviderArn: arn('oidc-provider/idp.example.com'),
    SerialNumber: arn('mfa/phone'),
    VirtualMFADeviceName: 'phone',
    RoleSessionName: 'session',
    PolicyDocument: POLICY,
    AssumeRolePolicyDocument: TRUST,
    PolicyInputList: [POLICY],
    ActionNames: ['s3:GetObject'],
    VersionId: 'v1',
    ImageId: 'ami-0123456789abcdef0',
    InstanceId: 'i-0123456789abcdef0',
    InstanceIds: ['i-0123456789abcdef0'],
    AssociationId: 'iip-assoc-0123456789abcdef0',
    Password: 'Maple+Street+42',
    OldPassword: 'Maple+Street+42',
    NewPassword: 'Other+Street+43',
    AccountAlias: 'green-leaf-samples',
    Url: 'https://idp.example.com',
    ClientID: 'client',
    ThumbprintList: ['a'.repeat(40)],
    SAMLMetadataDocument: SAML_METADATA,
    ServerCertificateName: 'site',
    AWSServiceName: 'autoscaling.amazonaws.com',
    ServiceName: 'codecommit.amazonaws.com',
    ServiceNamespaces: ['iam'],
    ServiceNamespace: 'iam',
    AuthenticationCode1: '123456',
    AuthenticationCode2: '654321',
    Tags: [{ Key: 'team', Value: 'blue' }],
    TagKeys: ['team'],
    EntityPath: 'o-exampleorg1/r-ab12',
    JobId: '12345678-1234-1234-1234-123456789012',
    DeletionTaskId: 'task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/none',
    Audience: ['client'],
    SigningAlgorithm: 'ES384',
    TargetPrincipal: accountId,
    TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    SSHPublicKeyId: 'APKA12345678901234567',
    CertificateId: 'A'.repeat(32),
    AccessKeyId: 'AKIARTX3GSDSQAAAAAAA',
    Status: 'Active',
    GroupId: 'sg-0123456789abcdef0',
    Resources: ['sg-0123456789abcdef0'],
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
    Permissions: { PolicyTemplateArn: 'arn:aws:iam::aws:policy-template/Example' },
  }
}

/** Calls of IAM that make one of each thing that the samples name. */
export const FURNITURE: readonly (readonly [string, Record<string, unknown>])[] = [
  ['CreateUser', { UserName: NAMES.user }],
  ['CreateGroup', { GroupName: NAMES.group }],
  ['CreateRole', { RoleName: NAMES.role, AssumeRolePolicyDocument: TRUST }],
  ['CreatePolicy', { PolicyName: NAMES.policy, PolicyDocument: POLICY }],
  ['CreateInstanceProfile', { InstanceProfileName: NAMES.instanceProfile }],
  ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }],
  ['CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: SAML_METADATA }],
  ['CreateOpenIDConnectProvider', { Url: 'https://idp.example.com' }],
]

/** What the model calls optional and the operation needs all the same. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  CreateLoginProfileRequest: ['UserName', 'Password'],
  ListSSHPublicKeysRequest: ['UserName'],
  ListServiceSpecificCredentialsRequest: ['UserName'],
  RunInstancesRequest: ['ImageId'],
  DeleteSecurityGroupRequest: ['GroupId'],
  AuthorizeSecurityGroupIngressRequest: ['GroupId', 'IpPermissions'],
  RevokeSecurityGroupIngressRequest: ['GroupId', 'IpPermissions'],
  DeleteKeyPairRequest: ['KeyName'],
  IamInstanceProfileSpecification: ['Name'],
}

/** The required members of an operation's input, of samples and of what the shapes allow. */
export function sampleInput(model: ServiceModel, shapeName: string, samples: Record<string, unknown>): Record<string, unknown> {
  const shape = model.shapes[shapeName]
  const required = [...(shape?.required ?? []), ...(NEEDED[shapeName] ?? [])]
  return Object.fromEntries(
    required.map((name) => [name, samples[name] ?? sampleValue(model, shape?.members?.[name]?.shape ?? '', samples)]),
  )
}

function sampleValue(model: ServiceModel, shapeName: string, samples: Record<string, unknown>): unknown {
  const shape = model.shapes[shapeName]
  switch (shape?.type) {
    case 'structure':
      return sampleInput(model, shapeName, samples)
    case 'list':
      return [sampleValue(model, shape.member?.shape ?? '', samples)]
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return shape.min ?? 1
    case 'boolean':
      return true
    case 'timestamp':
      return 0
    default:
      return shape?.enum?.[0] ?? 'a'.repeat(Math.max(shape?.min ?? 1, 1))
  }
}

/** An input as the form that AWS Query clients send. */
export function formOf(model: ServiceModel, action: string, input: Record<string, unknown>): string {
  const form = new URLSearchParams({ Action: action, Version: model.metadata.apiVersion })
  if (model.metadata.protocol === 'ec2') for (const [name, value] of ec2Fields(model, action, input)) form.set(name, value)
  else add(form, '', input)
  return form.toString()
}

function add(form: URLSearchParams, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    if (value.length === 0) form.set(name, '')
    for (const [index, item] of value.entries()) add(form, `${name}.member.${index + 1}`, item)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) add(form, name === '' ? key : `${name}.${key}`, item)
  } else if (value !== undefined) form.set(name, String(value))
}
