import type { ServiceModel } from '../../aws/model/model.js'
import { bytesOfLooseBase64 } from './base64.js'
import { generalError } from './errors.js'
import { isObject, type Json, type JsonObject } from './python.js'

/**
 * Blobs that are given as texts are Base64, unless --cli-binary-format says otherwise; fileb:// gives bytes.
 * Source: AWS CLI User Guide, "AWS CLI supported global command line options", cli-binary-format.
 */
export function withBlobsDecoded(model: ServiceModel, shapeName: string | undefined, input: JsonObject): JsonObject {
  return shapeName === undefined ? input : (decoded(model, shapeName, input) as JsonObject)
}

function decoded(model: ServiceModel, shapeName: string, value: Json): Json {
  const shape = model.shapes[shapeName]
  if (shape?.type === 'blob' && typeof value === 'string') {
    const bytes = bytesOfLooseBase64(value)
    if (!bytes) throw generalError(`Invalid base64: "${value}"`)
    return bytes
  }
  if (Array.isArray(value)) return value.map((item) => decoded(model, shape?.member?.shape ?? '', item))
  if (!isObject(value) || shape?.type !== 'structure') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, decoded(model, shape.members?.[name]?.shape ?? '', item)]),
  )
}
