import type { ServiceModel } from '../../aws/model/model.js'
import type { Command } from './commands.js'
import { isObject, type Json, type JsonObject } from './python.js'
import { printedTime } from './timestamps.js'
import { child, type Element, parseXml } from './xml.js'

export type Answer = { output: JsonObject } | { code: string; message: string }

/** A response as the CLI shows it: members in the model's order, times as ISO 8601, policy documents as JSON. */
export function readAnswer(command: Command, status: number, body: string, errorType: string | null): Answer {
  return command.model.metadata.protocol === 'json'
    ? fromJson(command, status, body, errorType)
    : fromXml(command, status, body)
}

function fromXml({ model, operationModel }: Command, status: number, body: string): Answer {
  const root = parseXml(body)
  if (status >= 300) {
    const error = child(root, 'Error') ?? child(child(root, 'Errors'), 'Error')
    return { code: child(error, 'Code')?.text ?? String(status), message: child(error, 'Message')?.text ?? 'Unknown' }
  }
  const { output, resultWrapper } = operationModel
  if (output === undefined) return { output: {} }
  const result = resultWrapper === undefined ? root : child(root, resultWrapper)
  return { output: result ? (xmlValue(model, output, result) as JsonObject) : {} }
}

function xmlValue(model: ServiceModel, shapeName: string, element: Element): Json {
  const shape = model.shapes[shapeName]
  switch (shape?.type) {
    case 'structure': {
      const found: JsonObject = {}
      for (const [name, ref] of Object.entries(shape.members ?? {})) {
        const member = child(element, ref.locationName ?? name)
        if (member) found[name] = xmlValue(model, ref.shape, member)
      }
      return found
    }
    case 'list':
      return element.children.map((item) => xmlValue(model, shape.member?.shape ?? '', item))
    case 'map':
      return Object.fromEntries(
        element.children.map((entry) => [
          child(entry, shape.key?.locationName ?? 'key')?.text ?? '',
          xmlValue(model, shape.value?.shape ?? '', child(entry, shape.value?.locationName ?? 'value') ?? EMPTY),
        ]),
      )
    default:
      return scalar(shapeName, shape?.type, element.text)
  }
}

const EMPTY: Element = { name: '', text: '', children: [] }

function scalar(shapeName: string, type: string | undefined, text: string): Json {
  if (type === 'integer' || type === 'long' || type === 'double' || type === 'float') return Number(text)
  if (type === 'boolean') return text === 'true'
  if (type === 'timestamp') return printedTime(text)
  return shapeName === 'policyDocumentType' ? policyDocument(text) : text
}

/** IAM sends policies percent-encoded. */
function policyDocument(text: string): Json {
  try {
    return JSON.parse(decodeURIComponent(text)) as Json
  } catch {
    return text
  }
}

function fromJson({ model, operationModel }: Command, status: number, body: string, errorType: string | null): Answer {
  const parsed = parsedObject(body)
  if (status >= 300) {
    const code = String(parsed.__type ?? errorType ?? status)
    return { code: code.slice(code.lastIndexOf('#') + 1), message: String(parsed.message ?? parsed.Message ?? '') }
  }
  return { output: jsonValue(model, operationModel.output ?? '', parsed) as JsonObject }
}

function parsedObject(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function jsonValue(model: ServiceModel, shapeName: string, value: Json): Json {
  const shape = model.shapes[shapeName]
  if (shape?.type === 'structure' && isObject(value)) {
    const found: JsonObject = {}
    for (const [name, ref] of Object.entries(shape.members ?? {})) {
      const item = value[name]
      if (item !== undefined && item !== null) found[name] = jsonValue(model, ref.shape, item)
    }
    return found
  }
  if (shape?.type === 'list' && Array.isArray(value)) {
    return value.map((item) => jsonValue(model, shape.member?.shape ?? '', item))
  }
  return shape?.type === 'timestamp' ? printedTime(value) : value
}
