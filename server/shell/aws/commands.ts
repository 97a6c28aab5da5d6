import {
  modelOf,
  type OperationModel,
  type ServiceModel,
  type ServiceName,
  type Shape,
  serviceNames,
} from '../../aws/model/model.js'
import { cliName } from './names.js'
import { PAGINATED } from './paginated.js'
import { WAITERS } from './waiters.js'

/** One operation of a service, as the command line and the wire need it. */
export interface Command {
  service: ServiceName
  /** `list-users` */
  name: string
  /** `ListUsers` */
  operation: string
  model: ServiceModel
  operationModel: OperationModel
  /** Set if the CLI calls the operation until it has everything. */
  page: Page | undefined
}

export interface Page {
  inputToken: string
  limit: string
  /** Absent: a token says that there is more. */
  more?: string
  results: readonly string[]
  /** Members that do not come in pages. */
  once: readonly string[]
}

/** The services in the order of the CLI's own list. */
export const services: readonly ServiceName[] = [...serviceNames].sort()

const tables = new Map<ServiceName, ReadonlyMap<string, Command>>()

/** All operations of a service by their names on the command line, made from the server's own table. */
export function commandsOf(service: ServiceName): ReadonlyMap<string, Command> {
  let table = tables.get(service)
  if (!table) {
    const model = modelOf(service)
    table = new Map(
      Object.entries(model.operations).map(([operation, operationModel]) => {
        const name = cliName(operation)
        return [name, { service, name, operation, model, operationModel, page: pageOf(service, operation, operationModel) }]
      }),
    )
    tables.set(service, table)
  }
  return table
}

/** Without a doubt there: for a caller inside the CLI itself (AssumeRole, a waiter's operation). */
export function commandOf(service: ServiceName, operation: string): Command {
  const command = commandsOf(service).get(cliName(operation))
  if (!command) throw new Error(`no operation ${service}:${operation}`)
  return command
}

function pageOf(service: ServiceName, operation: string, { page }: OperationModel): Page | undefined {
  if (!page || !PAGINATED.has(operation)) return undefined
  const once = operation === 'GetGroup' ? ['Group'] : []
  return service === 'cloudtrail' || service === 'ec2'
    ? { inputToken: 'NextToken', limit: 'MaxResults', results: page.result, once }
    : { inputToken: 'Marker', limit: 'MaxItems', more: 'IsTruncated', results: page.result, once }
}

/** What a user may name after a service. */
export function subcommandsOf(service: ServiceName): string[] {
  return [...commandsOf(service).keys(), ...(WAITERS[service] ? ['wait'] : [])]
}

export function inputShape({ model, operationModel }: Command): Shape | undefined {
  return operationModel.input === undefined ? undefined : model.shapes[operationModel.input]
}
