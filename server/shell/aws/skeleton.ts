import type { ServiceModel } from '../../aws/model/model.js'
import type { Json, JsonObject } from './python.js'

/** An input with a place for every member. Source: AWS CLI User Guide, "Generating AWS CLI skeletons and input files". */
export function skeletonOf(model: ServiceModel, shapeName: string | undefined): JsonObject {
  return shapeName === undefined ? {} : (skeleton(model, shapeName, '', []) as JsonObject)
}

/** A made-up answer: each text is the name of its member. */
export function outputSkeleton(model: ServiceModel, shapeName: string | undefined): JsonObject {
  return shapeName === undefined ? {} : (skeleton(model, shapeName, '', [], true) as JsonObject)
}

function skeleton(model: ServiceModel, shapeName: string, name: string, above: readonly string[], names = false): Json {
  const shape = model.shapes[shapeName]
  const inside = [...above, shapeName]
  switch (shape?.type) {
    case 'structure':
      if (above.filter((one) => one === shapeName).length > 0) return {}
      return Object.fromEntries(
        Object.entries(shape.members ?? {}).map(([member, ref]) => [member, skeleton(model, ref.shape, member, inside, names)]),
      )
    case 'list': {
      const member = shape.member?.shape ?? ''
      return [skeleton(model, member, names ? member : '', inside, names)]
    }
    case 'map':
      return { KeyName: skeleton(model, shape.value?.shape ?? '', '', inside, names) }
    case 'integer':
    case 'long':
      return 0
    case 'boolean':
      return true
    case 'timestamp':
      return '1970-01-01T00:00:00'
    case 'blob':
      return null
    default:
      return names ? name : (shape?.enum?.[0] ?? '')
  }
}
