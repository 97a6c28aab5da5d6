import { modelOf, type ServiceModel, type ServiceName, serviceNames } from '../../aws/model/model.js'

export interface Problem {
  path: (string | number)[]
  message: string
}

/**
 * What is misspelt in a call that a lesson makes (`iam:CreateUser`, `{ UserName: … }`): the operation, or the name of a
 * parameter anywhere in it. Only what the model knows can be told; what is missing is AWS's to refuse.
 */
export function callProblems(call: string, input: unknown): Problem[] {
  const [service = '', operation = ''] = call.split(':')
  if (!serviceNames.includes(service as ServiceName)) return []
  const model = modelOf(service as ServiceName)
  if (!Object.hasOwn(model.operations, operation)) return [{ path: ['call'], message: `there’s no operation ${call}` }]
  const shape = model.operations[operation]?.input
  return unknownMembers(model, shape, input, operation).map(({ path, message }) => ({ path: ['with', ...path], message }))
}

function unknownMembers(model: ServiceModel, shapeName: string | undefined, value: unknown, of: string): Problem[] {
  const { type, members = {}, member } = (shapeName === undefined ? undefined : model.shapes[shapeName]) ?? {}
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => within(index, unknownMembers(model, member?.shape, item, of)))
  }
  if (typeof value !== 'object' || value === null || (type !== undefined && type !== 'structure')) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = members[name]
    if (known) return within(name, unknownMembers(model, known.shape, inner, name))
    const names = Object.keys(members)
    const offer = names.length === 0 ? 'it has no parameters' : `it has ${names.join(', ')}`
    return [{ path: [name], message: `${of} has no parameter '${name}': ${offer}` }]
  })
}

const within = (at: string | number, problems: Problem[]): Problem[] =>
  problems.map(({ path, message }) => ({ path: [at, ...path], message }))
