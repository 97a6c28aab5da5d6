import type { ApiCall } from '../../shared/api-calls.js'
import { kebab } from '../../shared/cli-command.js'

const snake = (name: string): string => kebab(name).replaceAll('-', '_')

/** The call in Python. */
export function boto3Code({ service, operation, input }: ApiCall): string {
  const parameters = Object.entries(input).map(([name, value]) => `    ${name}=${python(value)},`)
  const call = parameters.length === 0 ? '()' : `(\n${parameters.join('\n')}\n)`
  return `import boto3\n\nclient = boto3.client("${service}")\nresponse = client.${snake(operation)}${call}`
}

function python(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}: ${python(item)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value)
}

const CLIENTS: Record<string, string> = { iam: 'IAM', sts: 'STS', cloudtrail: 'CloudTrail' }

/** The call with the SDK for JavaScript, version 3. */
export function sdkCode({ service, operation, input }: ApiCall): string {
  const client = `${CLIENTS[service] ?? service}Client`
  const json = Object.keys(input).length === 0 ? '{}' : JSON.stringify(input, null, 2)
  return `import { ${client}, ${operation}Command } from '@aws-sdk/client-${service}'\n\nconst client = new ${client}({})\nconst response = await client.send(new ${operation}Command(${json}))`
}
