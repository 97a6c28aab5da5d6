import { type AwsError, invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error, missingParameter } from '../aws/ec2-errors.js'
import { ec2Name } from '../aws/model/ec2-name.js'
import { modelOf, type Shape, type ShapeRef } from '../aws/model/model.js'
import { clipped } from '../bounds/clipped.js'

/**
 * Checks an input as EC2 does before it looks at permissions: one error at a time, with codes of EC2's own.
 * MissingParameter, InvalidParameterValue, and `Invalid<Resource>ID.Malformed`.
 * Sources: EC2 API Reference, "Error codes"; recorded and public replies.
 */
export function checkEc2Constraints(shapeName: string, input: Record<string, unknown>): void {
  checkStructure(shapeName, input, '')
}

/** EC2's own names for parameters that are missing. Source: a recorded reply to CreateTags. */
const MISSING: Readonly<Record<string, string>> = { ResourceId: 'resourceIdSet', Tag: 'tagSet' }

const isMissing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function checkStructure(shapeName: string, input: Record<string, unknown>, path: string): void {
  const { members = {}, required = [] } = modelOf('ec2').shapes[shapeName] ?? {}
  for (const name of required) {
    const ref = members[name]
    if (!ref || !isMissing(input[name])) continue
    const missing = ec2Name(name, ref)
    throw missingParameter(path === '' ? (MISSING[missing] ?? missing) : path + missing)
  }
  for (const [name, ref] of Object.entries(members)) {
    if (input[name] !== undefined) checkValue(ref, input[name], path + ec2Name(name, ref))
  }
}

function checkValue(ref: ShapeRef, value: unknown, path: string): void {
  const shape = modelOf('ec2').shapes[ref.shape]
  if (!shape) return
  if (shape.type === 'structure') checkStructure(ref.shape, value as Record<string, unknown>, `${path}.`)
  else if (Array.isArray(value)) checkList(ref.shape, shape, value, path)
  else if (typeof value === 'number') checkNumber(shape, value, path)
  else if (typeof value === 'string') checkText(ref.shape, shape, value, path)
}

function checkList(shapeName: string, { member, max }: Shape, items: readonly unknown[], path: string): void {
  if (max !== undefined && items.length > max) {
    throw invalidParameterValue(`The number of values for ${path} must not exceed ${max}.`)
  }
  if (!member) return
  const id = IDS[shapeName]
  if (id) for (const item of items) checkId(id, String(item))
  for (const [index, item] of items.entries()) checkValue(member, item, `${path}.${index + 1}`)
}

/** The model gives no limits for some. Source: EC2 API Reference, "DescribeInstances" and alike. */
const MAX_RESULTS = { min: 5, max: 1000 }

/** Source: public replies, where `greater than 5` allows 5. */
function checkNumber(shape: Shape, value: number, path: string): void {
  const { min, max } = path === 'MaxResults' ? { ...MAX_RESULTS, ...shape } : shape
  const expected =
    min !== undefined && value < min ? `greater than ${min}` : max !== undefined && value > max ? `less than ${max}` : undefined
  if (expected === undefined) return
  const name = path.charAt(0).toLowerCase() + path.slice(1)
  throw invalidParameterValue(`Value ( ${value} ) for parameter ${name} is invalid. Expecting a value ${expected}.`)
}

function checkText(shapeName: string, { enum: values }: Shape, value: string, path: string): void {
  if (values && !values.includes(value)) throw invalidParameterValue(`Invalid value '${shown(value)}' for ${path}.`)
  const id = IDS[shapeName]
  if (id) checkId(id, value)
}

interface IdForm {
  prefix: string
  code: string
}

/** By the shape of the parameter, or of the list where its values have none of their own. Source: EC2 API Reference, "Error codes". */
const IDS: Readonly<Record<string, IdForm>> = {
  InstanceId: { prefix: 'i', code: 'InvalidInstanceID.Malformed' },
  ImageId: { prefix: 'ami', code: 'InvalidAMIID.Malformed' },
  KeyPairId: { prefix: 'key', code: 'InvalidKeyPairID.Malformed' },
  SecurityGroupId: { prefix: 'sg', code: 'InvalidGroupId.Malformed' },
  SecurityGroupRuleId: { prefix: 'sgr', code: 'InvalidSecurityGroupRuleId.Malformed' },
  SecurityGroupRuleIdList: { prefix: 'sgr', code: 'InvalidSecurityGroupRuleId.Malformed' },
  SubnetId: { prefix: 'subnet', code: 'InvalidSubnetID.Malformed' },
  VpcId: { prefix: 'vpc', code: 'InvalidVpcID.Malformed' },
  IamInstanceProfileAssociationId: { prefix: 'iip-assoc', code: 'InvalidAssociationID.Malformed' },
}

/** The older form has 8 digits. Sources: recorded replies for images, public ones for instances. */
function checkId({ prefix, code }: IdForm, id: string): void {
  if (!id.startsWith(`${prefix}-`)) throw malformed(code, `Invalid id: "${shown(id)}" (expecting "${prefix}-...")`)
  if (!/^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length + 1))) throw malformed(code, `Invalid id: "${shown(id)}"`)
}

const malformed = (code: string, message: string): AwsError => ec2Error(code, message, 'constraint')

const MAX_ECHOED = 200
const shown = (text: string): string => clipped(text, MAX_ECHOED)
