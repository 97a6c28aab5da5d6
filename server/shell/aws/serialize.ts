import { ec2Fields } from '../../aws/model/ec2-fields.js'
import type { ServiceModel } from '../../aws/model/model.js'
import type { Command } from './commands.js'
import { isObject, type Json, type JsonObject } from './python.js'
import { instantOf, isoFormat } from './timestamps.js'

/** Body and headers of a request, before it is signed. */
export interface Serialized {
  headers: Record<string, string>
  body: string
}

/** AWS Query for IAM and STS, EC2's variant, AWS JSON 1.1 for CloudTrail. Source: Smithy documentation, "AWS protocols". */
export function serialize({ model, operation, operationModel }: Command, input: JsonObject): Serialized {
  const { metadata } = model
  if (metadata.protocol === 'json') {
    return {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${metadata.targetPrefix}.${operation}` },
      body: JSON.stringify(jsonValue(model, operationModel.input ?? '', input)),
    }
  }
  const form = new URLSearchParams({ Action: operation, Version: metadata.apiVersion })
  if (metadata.protocol === 'ec2') for (const [name, value] of ec2Fields(model, operation, input)) form.set(name, value)
  else
    for (const [name, value] of Object.entries(input)) {
      addToForm(form, model, model.shapes[operationModel.input ?? '']?.members?.[name]?.shape ?? '', name, value)
    }
  return { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body: form.toString() }
}

function addToForm(form: URLSearchParams, model: ServiceModel, shapeName: string, name: string, value: Json): void {
  const shape = model.shapes[shapeName]
  if (Array.isArray(value)) {
    if (value.length === 0) form.set(name, '')
    const member = shape?.flattened ? '' : `.${shape?.member?.locationName ?? 'member'}`
    for (const [index, item] of value.entries()) {
      addToForm(form, model, shape?.member?.shape ?? '', `${name}${member}.${index + 1}`, item)
    }
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      addToForm(form, model, shape?.members?.[key]?.shape ?? '', `${name}.${key}`, item)
    }
  } else form.set(name, scalar(shape?.type, value))
}

function scalar(type: string | undefined, value: Json): string {
  const instant = type === 'timestamp' ? instantOf(value) : undefined
  if (instant !== undefined) return isoFormat(instant).replace('+00:00', 'Z')
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)
}

function jsonValue(model: ServiceModel, shapeName: string, value: Json): Json {
  const shape = model.shapes[shapeName]
  if (Array.isArray(value)) return value.map((item) => jsonValue(model, shape?.member?.shape ?? '', item))
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, jsonValue(model, shape?.members?.[name]?.shape ?? '', item)]),
    )
  }
  if (shape?.type !== 'timestamp') return value
  const instant = instantOf(value)
  return instant === undefined ? value : Math.floor(instant / 1000)
}
