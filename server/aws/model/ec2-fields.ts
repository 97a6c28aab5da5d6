import { base64Of } from '../base64.js'
import { ec2Name } from './ec2-name.js'
import type { ServiceModel, Shape } from './model.js'

/**
 * An input as the fields of a form that EC2 reads: lists flat (`KeyName.1`), names capitalised, blobs in Base64. An
 * empty list isn't sent. Source: botocore, EC2Serializer.
 */
export function ec2Fields(
  model: ServiceModel,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): [string, string][] {
  const fields: [string, string][] = []
  const add = (name: string, shape: Shape | undefined, value: unknown): void => {
    if (value === undefined || value === null) return
    if (Array.isArray(value)) {
      const member = model.shapes[shape?.member?.shape ?? '']
      for (const [index, item] of value.entries()) add(`${name}.${index + 1}`, member, item)
    } else if (value instanceof Uint8Array) fields.push([name, base64Of(value)])
    else if (typeof value === 'object') addMembers(`${name}.`, shape, value)
    else fields.push([name, shape?.type === 'blob' ? base64Of(new TextEncoder().encode(String(value))) : String(value)])
  }
  const addMembers = (prefix: string, shape: Shape | undefined, value: object): void => {
    for (const [name, item] of Object.entries(value)) {
      const ref = shape?.members?.[name]
      add(prefix + (ref ? ec2Name(name, ref) : name), ref && model.shapes[ref.shape], item)
    }
  }
  addMembers('', model.shapes[model.operations[operation]?.input ?? ''], input)
  return fields
}
